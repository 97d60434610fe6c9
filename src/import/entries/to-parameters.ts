import { pathValueFault } from '../../notation/encode.ts';
import { requestHeaderFault } from '../../notation/header-value.ts';
import { isToken } from '../../notation/http-token.ts';
import { findLiteralSecrets } from '../../notation/literal-secret/find-literal-secrets.ts';
import { isVariableName } from '../../notation/references.ts';
import type { Printable } from '../../source/print/print-value.ts';
import type { Operation, Parameter } from '../openapi/description.ts';
import { cleanText, plainText, plainValue } from '../openapi/plain-text.ts';
import { wordOf } from '../openapi/tree.ts';
import type { Draft, DraftPart, EntryContext } from './context.ts';
import { variableName } from './names.ts';
import { hasBraces, isSecretParameter, prose } from './secret-values.ts';
import { givenValue, type SentPair, serialize, serializeInPath, textOfValue } from './serialize.ts';

/** Headers that other parts of a request set (OpenAPI 3.1, section 4.8.12.2.1, and the client). */
const setElsewhere = /^(?:accept|content-type|authorization|content-length|host|transfer-encoding|connection)$/i;

/** Returns the path with `{parameters}` that a list accepts, and `path`, `query` and `headers` of an operation. */
export function toParameters(operation: Operation, context: EntryContext): DraftPart & { readonly path: string } {
  const { parameters } = operation;
  const comments: string[] = [];
  const { path, values } = toPath(operation, context);
  const query: Draft = {};
  const headers: Draft = {};
  for (const parameter of parameters) {
    if (parameter.in === 'query' || parameter.in === 'querystring') addTo(query, parameter, operation, context);
    if (parameter.in !== 'header') continue;
    if (setElsewhere.test(parameter.name)) context.omissions.add('ignored-parameter', parameter.pointer);
    else if (!isToken(parameter.name)) {
      context.omissions.add('ignored-parameter', parameter.pointer);
      comments.push(`The header ${JSON.stringify(parameter.name)} has no valid name.`);
    } else addTo(headers, { ...parameter, style: 'simple' }, operation, context, isHeaderValue);
  }
  const cookie = toCookie(operation, context);
  if (cookie !== undefined) headers.Cookie = cookie;
  const keys: Draft = {
    ...(Object.keys(values).length > 0 ? { path: values } : {}),
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
  };
  return { path, keys, comments };
}

/** True for a value that a header can have. */
const isHeaderValue = (value: unknown) => requestHeaderFault(textOfValue(value)) === undefined;

/**
 * Adds a parameter. An optional one is written but disabled, so that people see it.
 *
 * @param isSendable returns true for a value that can be sent in this place
 */
function addTo(
  map: Draft,
  parameter: Parameter,
  operation: Operation,
  context: EntryContext,
  isSendable: (value: unknown) => boolean = () => true,
): void {
  const written = givenValue(parameter);
  const isSecret = isSecretParameter(parameter, written);
  if (isSecret) context.omissions.add('secret-example', parameter.pointer);
  const given = written === undefined || isSecret || !isSendable(written) ? undefined : written;
  const description = about(parameter);
  const long = (value: Printable, isList = false): Printable => {
    const isRaw = parameter.isRaw && parameter.in === 'query';
    if (parameter.isRequired && !description && !isRaw) return value;
    const rest = {
      ...(parameter.isRequired ? {} : { disabled: true }),
      ...(isRaw ? { encode: false } : {}),
      ...(description ? { description } : {}),
    };
    return isList && Array.isArray(value) ? value.map((item) => ({ value: item, ...rest })) : { value, ...rest };
  };
  if (parameter.in === 'querystring') {
    // The whole query: its fields, or one text.
    const value = plainValue(given ?? context.samples.value(parameter.schema));
    for (const pair of serialize({ ...parameter, mediaType: undefined, style: 'form', explode: true }, value))
      map[safe(pair.key)] = pair.value;
    return;
  }
  if (parameter.isRequired && (given === undefined || hasBraces(given))) {
    map[safe(parameter.name)] = long(`{{${context.variables.write(context.variables.of(parameter, operation))}}}`);
    return;
  }
  const value = given !== undefined && !hasBraces(given) ? given : isSecret ? '' : optionalValue(parameter, context);
  const pairs = serialize(parameter, value);
  for (const { key, value: sent } of pairs) {
    map[safe(key)] = long(clean(sent), true);
  }
}

const clean = (value: SentPair['value']): Printable =>
  typeof value === 'string'
    ? cleanText(value)
    : Array.isArray(value)
      ? value.map((text: string) => cleanText(text))
      : (value as number | boolean);
const safe = (key: string) => (key === '__proto__' ? '_proto_' : plainText(key));

/** A value for an optional parameter without an example: of its type, so that it can be enabled. */
function optionalValue({ schema }: Parameter, context: EntryContext): unknown {
  const { type } = schema;
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return context.samples.value(schema);
  return '';
}

/** The description of a parameter, in one paragraph or several, and whether it is deprecated. */
function about({ description, isDeprecated }: Parameter): string {
  const text = description === undefined ? '' : prose(description);
  return isDeprecated ? `Deprecated. ${text}`.trim() : text;
}

/** Cookies of an operation as one header; undefined if no cookie is required. */
function toCookie(operation: Operation, context: EntryContext): Printable {
  const cookies = operation.parameters.filter(({ in: place, name }) => place === 'cookie' && isToken(name));
  if (cookies.length === 0) return undefined;
  const required = cookies.filter(({ isRequired }) => isRequired);
  const shown = required.length > 0 ? required : cookies;
  const texts = shown.map((cookie) => {
    const given = givenValue(cookie);
    const text = `${cookie.name}=${plainText(textOfValue(given))}`;
    const isSecret = isSecretParameter(cookie, given);
    if (isSecret) context.omissions.add('secret-example', cookie.pointer);
    // A list refuses a cookie that may be a secret, and one that a header cannot have.
    const isRefused = findLiteralSecrets('Cookie', text).length > 0 || !isHeaderValue(text);
    const needsVariable = given === undefined || hasBraces(given) || isRefused;
    if (required.length > 0 && needsVariable)
      return `${cookie.name}={{${context.variables.write(context.variables.of(cookie, operation))}}}`;
    return isRefused ? `${cookie.name}=` : text;
  });
  for (const cookie of cookies) if (!shown.includes(cookie)) context.omissions.add('optional-cookie', cookie.pointer);
  const value = texts.join('; ');
  const description = shown.flatMap((cookie) => about(cookie) || []).join('\n');
  if (required.length > 0 && !description) return value;
  return { value, ...(required.length > 0 ? {} : { disabled: true }), ...(description ? { description } : {}) };
}

/** `{name}` in a path of a description. */
const parameterPattern = /\{([^{}]*)\}/g;

function toPath(operation: Operation, context: EntryContext): { path: string; values: Draft } {
  const byName = new Map(
    operation.parameters.flatMap((parameter) => (parameter.in === 'path' ? [[parameter.name, parameter]] : [])),
  );
  const values: Draft = {};
  const seen = new Set<string>();
  const [withoutQuery = ''] = operation.path.split(/[?#]/);
  const path = withoutQuery.replace(parameterPattern, (_, written: string) => {
    const name = written.replace(/^\+|\*$/g, '');
    const parameter = byName.get(name) ?? undeclared(name, operation);
    const isStyled = parameter.style === 'matrix' || parameter.style === 'label';
    const text =
      isStyled && givenValue(parameter) !== undefined
        ? plainText(serializeInPath(parameter, givenValue(parameter)))
        : undefined;
    const isUsable =
      text !== undefined &&
      pathValueFault(text, true) === undefined &&
      !hasBraces(text) &&
      !isSecretParameter(parameter, text);
    const given = isUsable ? text : undefined;
    const variable = given === undefined ? context.variables.of(parameter, operation) : variableName(name);
    // A list allows each name once in a path.
    let own = isVariableName(name) ? name : variable;
    while (seen.has(own)) own = `${own}_`;
    seen.add(own);
    const isWide = written.startsWith('+') || parameter.isRaw || isStyled;
    if (isStyled) {
      values[own] = given ?? serializeInPath(parameter, `{{${context.variables.write(variable)}}}`);
    } else if (context.variables.isOtherwiseDescribed(variable, parameter)) {
      values[own] = { value: `{{${context.variables.write(variable)}}}`, description: about(parameter) };
    } else if (own !== variable) values[own] = `{{${context.variables.write(variable)}}}`;
    return `{${isWide || isMultiple(parameter) ? '+' : ''}${own}}`;
  });
  return { path: `${context.prefix}${encodeLiteral(path)}`, values };
}

/** True for a parameter whose value may have several segments, as some descriptions mark it. */
const isMultiple = ({ schema }: Parameter) =>
  /\.[*+]\$?$/.test(wordOf(schema.pattern)) && wordOf(schema.pattern).includes('/');

function undeclared(name: string, { pointer }: Operation): Parameter {
  return {
    pointer,
    name,
    in: 'path',
    isRequired: true,
    isDeprecated: false,
    schema: {},
    style: 'simple',
    explode: false,
    isRaw: false,
  };
}

/** Characters that a URL of a list does not have, and a segment that Postman would read as a parameter. */
const encodeLiteral = (path: string) =>
  path
    .replace(/[\s"<>\\^`|]/g, (character) => encodeURIComponent(character))
    .replace(/\/:(?=[A-Za-z_]\w*(?:\/|$))/g, '/%3A');
