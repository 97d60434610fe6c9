import type { Api, Body, Endpoint, Parameter, Url } from '../../model/api.ts';
import { typedSavesOf } from '../../model/saved-types.ts';
import { isPlainDynamic } from '../../notation/dynamic-variables.ts';
import { referenceNames, soleReference } from '../../notation/references.ts';
import { Code, type Fillings, fillScript, type ScriptTexts } from './fill-script.ts';

/**
 * Returns the scripts that put values of variables into a request as a literal would be, in order: empty optional values
 * are omitted, saved values in the path are checked, values in the body and in the URL are encoded. Each is generated
 * only if a value of this request can need it.
 *
 * They come last before the request: the user's script may set variables.
 *
 * @param saved the names of the variables that requests save
 */
export function valueScripts(endpoint: Endpoint, api: Api, saved: NameSet): ValueScript[] {
  return [
    ...omitEmpty(endpoint, api),
    ...checkPath(endpoint, saved),
    ...escapeBody(endpoint.body, api),
    ...encodeUrl(endpoint.url, api),
  ];
}

/** Names that can be looked up: a set, or the keys of a map. */
type NameSet = Pick<ReadonlySet<string>, 'has'>;

/** The arguments of `fillScript`. */
type ValueScript = readonly [name: string, values: Fillings, sections: readonly string[]];

const caches = new WeakMap<Api, { readonly optional: ReadonlySet<string>; readonly plain: ReadonlySet<string> }>();

/** Names of the optional variables, and of those whose values need no encoding. Cached, because every request asks. */
function namesIn(api: Api) {
  const kept = caches.get(api) ?? {
    optional: new Set(api.variables.flatMap(({ name, optional }) => (optional ? [name] : []))),
    plain: new Set(api.variables.flatMap(({ name, type }) => (type === 'string' ? [] : [name]))),
  };
  caches.set(api, kept);
  return kept;
}

function omitEmpty({ url, headers, body }: Endpoint, api: Api): ValueScript[] {
  const { optional } = namesIn(api);
  if (optional.size === 0) return [];
  const omitted = (fields: readonly Parameter[], between: string) =>
    fields.flatMap(({ key, value, disabled, keepEmpty }) =>
      !disabled && !keepEmpty && optional.has(soleReference(value ?? '') ?? '') ? [`${key}${between}${value}`] : [],
    );
  const found = {
    query: omitted(url.query, '='),
    headers: omitted(headers, ': '),
    form: body?.mode === 'urlencoded' ? omitted(body.fields, '=') : [],
    multipart: body?.mode === 'formdata' ? omitted(body.fields, '=') : [],
    json: body?.mode === 'raw' && body.language === 'json' ? optionalIn(body.text, optional) : [],
    graphql: body?.mode === 'graphql' ? optionalIn(body.variables, optional) : [],
  };
  const sections = Object.entries(found).flatMap(([name, texts]) => (texts.length > 0 ? [name] : []));
  if (sections.length === 0) return [];
  const { query, headers: ofHeaders, form, multipart, json, graphql } = found;
  const values = { QUERY: query, HEADERS: ofHeaders, FORM: [...form, ...multipart], JSON: [...json, ...graphql] };
  const lines = json.length + graphql.length > 0 ? ['lines'] : [];
  return [['omit-empty', values, [...sections, ...lines]]];
}

/** Optional variables that are a member or an item of a JSON body, as `{{name}}`. The body has one in each line. */
function optionalIn(json: string, optional: ReadonlySet<string>): string[] {
  const alone = /^ *(?:"(?:[^"\\]|\\.)*": )?"?\{\{([^{}]+)\}\}"?,?$/gm;
  const names = [...json.matchAll(alone)].map(([, name = '']) => name).filter((name) => optional.has(name));
  return [...new Set(names)].map((name) => `{{${name}}}`);
}

/** The texts of a path that contain variables: values of path parameters, and segments. */
function pathTexts({ parameters, path }: Url): string[] {
  return [...parameters.map(({ value }) => value), ...path].filter((text) => text.includes('{{'));
}

function checkPath({ url, safe }: Endpoint, saved: NameSet): ValueScript[] {
  const texts = pathTexts(url).filter((text) => referenceNames(text).some((name) => saved.has(name)));
  if (texts.length === 0) return [];
  const names = new Set(texts.flatMap(referenceNames).filter((name) => saved.has(name)));
  const values = {
    PATH_VALUES: texts,
    SAVED: [...names].map((name) => `{{${name}}}`),
    WIDE: [...(url.wide ?? [])],
    IS_WRONG: new Code(url.wide ? '(text) => hasDots(text) || hasGap(text)' : 'hasDots'),
  };
  return [['check-path', values, [...(url.wide ? ['wide'] : []), ...(safe ? [] : ['unsafe'])]]];
}

/** A CDATA section (XML 1.0, section 2.7). Nothing in it is escaped. */
const cdata = /<!\[CDATA\[.*?\]\]>/gs;

function escapeBody(body: Body | undefined, api: Api): ValueScript[] {
  if (body?.mode === 'graphql') return escapeStrings('escape-graphql', body.escaped, body.variables, api);
  if (body?.mode !== 'raw') return [];
  if (body.language === 'xml') {
    const { plain } = namesIn(api);
    const names = new Set(referenceNames(body.text.replace(cdata, '')));
    const inCdata = (body.text.match(cdata) ?? []).flatMap(referenceNames);
    const sections = inCdata.some((name) => !plain.has(name) && !name.startsWith('$')) ? ['cdata'] : [];
    return names.size + sections.length > 0 ? [['escape-xml', { VARIABLES: [...names] }, sections]] : [];
  }
  return escapeStrings('escape-json', body.escaped, body.text, api);
}

/** @param json where a variable can be a whole value, which is sent with its type */
function escapeStrings(script: string, escaped: readonly string[], json: string, api: Api): ValueScript[] {
  if (escaped.length === 0) return [];
  const typed = escaped.filter((name) => typedSavesOf(api).has(name) && json.includes(`"{{${name}}}"`));
  const sections = typed.length > 0 ? ['typed'] : [];
  return [[script, { VARIABLES: escaped, TYPED: typed }, sections]];
}

function encodeUrl(url: Url, api: Api): ValueScript[] {
  const { plain } = namesIn(api);
  const canNeed = (text: string | null) =>
    text?.includes('{{') === true && referenceNames(text).some((name) => !plain.has(name) && !isPlainDynamic(name));
  const query = url.query.filter(({ key, value, disabled }) => !disabled && (canNeed(key) || canNeed(value)));
  const encoded = query.filter(({ encode }) => encode !== false);
  const raw = query.filter(({ encode }) => encode === false).map(({ key }) => key);
  const kinds = {
    query: encoded.length > 0,
    keys: encoded.some(({ key }) => canNeed(key)),
    raw: encoded.length > 0 && raw.length > 0,
    parameters: url.parameters.some(({ value }) => canNeed(value)),
    segments: url.path.some(canNeed),
  };
  const sections = Object.entries(kinds).flatMap(([name, has]) => (has ? [name] : []));
  if (sections.length === 0) return [];
  const inPath = kinds.parameters || kinds.segments;
  const wide = inPath && url.wide ? ['wide'] : [];
  return [['encode-url', { RAW: raw, WIDE: [...(url.wide ?? [])] }, [...sections, ...wide]]];
}

/** Returns the script that encodes the values of variables in the query of a token request. */
export function encodeQuery(scripts: ScriptTexts): string {
  return fillScript(scripts, 'encode-url', { RAW: [], WIDE: [] }, ['query']);
}
