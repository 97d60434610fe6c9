import { diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../../diagnostics/origin.ts';
import { MASK } from '../../diagnostics/secret-spans.ts';
import { referenceNames } from '../../notation/references.ts';
import type { CollectionFile, FileRequest, FileVariable, JsonObject } from './collection-file.ts';
import { findSecretTexts, inUrl } from './find-secret-texts.ts';
import { NamePlaces } from './name-places.ts';
import { variablesOf } from './read-environment.ts';
import { isObject, objectsIn, parseObject, textOf } from './read-json.ts';

/** Levels of folders. Postman's library walks them with a function that calls itself. */
const MAX_DEPTH = 100;

/**
 * Reads a collection in format v2.0 or v2.1. What a run needs not know, such as keys of other tools, is kept as it is.
 *
 * @see https://schema.postman.com/json/collection/v2.1.0/docs/index.html
 */
export function readCollection(source: SourceFile): Result<CollectionFile> {
  const fail = (reason: string, help?: string): Result<CollectionFile> => ({
    diagnostics: [diagnose('collection-unreadable', { path: source.path, reason, help })],
  });
  const parsed = parseObject(source);
  if ('fault' in parsed) return fail(parsed.fault);
  const file = parsed.json;
  // Postman's API wraps a collection.
  const json = isObject(file.collection) && file.item === undefined ? file.collection : file;
  const other = otherFormat(json);
  if (other) return fail(...other);
  const { info } = json;
  const name = textOf(isObject(info) ? info.name : undefined) || 'Collection';
  const reading = new Reading(source, ownIdsIn(json.item));
  const item = reading.items(json.item, []);
  if (reading.fault !== undefined) return fail(reading.fault);
  if (reading.requests.length === 0) return fail('it has no requests');
  const inFolders = reading.variables;
  return {
    value: {
      source: reading.places.toSource(),
      name,
      json: { ...json, item },
      requests: reading.requests,
      variables: [...variablesOf(json.variable), ...inFolders],
      uses: new Set([...referenceNames(JSON.stringify([json.auth, json.variable]) ?? ''), ...readBy(source.text)]),
      sets: setBy(source.text),
      secrets: findSecretTexts(json),
    },
    diagnostics: [],
  };
}

/** Names that scripts in the text of a collection set. Quotes in scripts are escaped there. */
const setBy = (text: string): Set<string> =>
  new Set([...text.matchAll(/(?:\.set|set\w*Variable)\(\s*(?:\\?["'`])([^"'`\\]+)/g)].map(([, name = '']) => name));

/** Names that scripts in the text of a collection read. */
const readBy = (text: string): string[] =>
  [...text.matchAll(/(?:\.get|get\w*Variable)\(\s*(?:\\?["'`])([\w.-]+)/g)].map(([, name = '']) => name);

/** Why a file is not a collection in a format that is read, and what to do instead; undefined if it is one. */
function otherFormat(json: JsonObject): [reason: string, help?: string] | undefined {
  if (Array.isArray(json.item)) return undefined;
  if (Array.isArray(json.requests) && Array.isArray(json.order)) {
    return ['it is a collection in format v1', 'import it in Postman, and export it as Collection v2.1'];
  }
  if (json.openapi !== undefined || json.swagger !== undefined) {
    return ['it is an API description', 'make a list of it: postmint import FILE'];
  }
  if (Array.isArray(json.values))
    return ['it is an environment', 'write the collection first: COLLECTION -e ENVIRONMENT'];
  return ['it has no list "item"'];
}

/** Ids of requests as they are in a file. */
function ownIdsIn(items: unknown): Set<string> {
  const ids = new Set<string>();
  const open = [...objectsIn(items)];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (Array.isArray(item.item)) for (const inner of objectsIn(item.item)) open.push(inner);
    else ids.add(textOf(item.id) || textOf(item._postman_id));
  }
  return ids;
}

/** The URL of an item as text; empty for a folder. */
const urlIn = ({ request }: JsonObject): string => urlOf(isObject(request) ? request.url : request);

/** Returns how texts are shown in which secrets may be. */
const maskOf = (secrets: readonly string[]) => (text: string) =>
  secrets.filter((secret) => secret.length >= 4).reduce((shown, secret) => shown.replaceAll(secret, MASK), text);

/** A URL as the name of a request: without a password and a query. */
const withoutSecrets = (url: string) => url.replace(/\/\/[^/?#@]*@/, '//').replace(/[?#].*$/s, '');

/** Where a request is. */
interface RequestPlace {
  readonly around: readonly JsonObject[];
  readonly groups: readonly number[];
  readonly origin: Origin;
}

/** Reads the items of one collection. */
class Reading {
  readonly requests: FileRequest[] = [];
  readonly variables: FileVariable[] = [];
  readonly places: NamePlaces;
  /** Why the collection cannot be read, if so. */
  fault: string | undefined;
  private readonly ids = new Set<string>();
  private readonly own: ReadonlySet<string>;
  private groups = 0;

  /** @param own ids that requests have in the file, which no new id may be */
  constructor(source: SourceFile, own: ReadonlySet<string>) {
    this.places = new NamePlaces(source);
    this.own = own;
  }

  /** Returns items whose requests have ids that differ. Empty folders stay. */
  items(list: unknown, around: readonly JsonObject[], groups: readonly number[] = []): JsonObject[] {
    if (around.length > MAX_DEPTH) this.fault ??= `it has more than ${MAX_DEPTH} levels of folders`;
    if (this.fault !== undefined || list === undefined) return [];
    if (!Array.isArray(list)) {
      this.fault = `"item"${inFolder(around)} is not a list`;
      return [];
    }
    return list.map((entry, index): JsonObject => {
      if (!isObject(entry)) {
        this.fault ??= `item ${index + 1}${inFolder(around)} is not an object`;
        return {};
      }
      const name = textOf(entry.name);
      const origin = this.places.next(name, maskOf(inUrl(urlIn(entry))));
      if (entry.item === undefined) return this.request(entry, { around, groups, origin });
      this.variables.push(...variablesOf(entry.variable));
      return { ...entry, item: this.items(entry.item, [...around, entry], [...groups, ++this.groups]) };
    });
  }

  private request(entry: JsonObject, { around, groups, origin }: RequestPlace): JsonObject {
    const id = this.ownId(entry);
    const request = isObject(entry.request) ? entry.request : { url: entry.request };
    const url = urlIn(entry);
    const masked = maskOf(inUrl(url));
    const texts = JSON.stringify([entry.request, ...around.map(({ auth }) => auth)]) ?? '';
    this.requests.push({
      id,
      // Postman names a request by its URL.
      name: masked(textOf(entry.name)) || withoutSecrets(url) || 'Request',
      ids: [...around, entry].map((group) => textOf(group.id ?? group._postman_id)),
      groups,
      folders: around.map((folder) => textOf(folder.name)),
      method: textOf(request.method).toUpperCase() || 'GET',
      url: masked(url),
      files: filesOf(request.body),
      uses: new Set(referenceNames(texts)),
      origin,
    });
    return { ...entry, id };
  }

  /** The id of a request if it has one that no request before it has, else a new one. */
  private ownId({ id, _postman_id }: JsonObject): string {
    const own = textOf(id) || textOf(_postman_id);
    const isFree = own !== '' && !this.ids.has(own) && !own.includes('#');
    let number = this.requests.length + 1;
    while (!isFree && (this.own.has(`request-${number}`) || this.ids.has(`request-${number}`))) number++;
    const free = isFree ? own : `request-${number}`;
    this.ids.add(free);
    return free;
  }
}

const inFolder = (around: readonly JsonObject[]) =>
  around.length > 0 ? ` of ${JSON.stringify(around.map(({ name }) => textOf(name)).join(' / '))}` : '';

/** The URL of a request as text: v2.0 has it as text, v2.1 as an object. */
function urlOf(url: unknown): string {
  if (!isObject(url)) return textOf(url);
  if (typeof url.raw === 'string') return url.raw;
  const host = Array.isArray(url.host) ? url.host.map(textOf).join('.') : textOf(url.host);
  const path = Array.isArray(url.path) ? url.path.map(textOf).join('/') : textOf(url.path);
  const start = typeof url.protocol === 'string' ? `${url.protocol.replace(/:?\/*$/, '')}://` : '';
  return `${start}${host}${textOf(url.port) ? `:${textOf(url.port)}` : ''}${path ? `/${path.replace(/^\//, '')}` : ''}`;
}

/** The paths of the files that a body sends. */
function filesOf(body: unknown): string[] {
  if (!isObject(body) || body.disabled === true) return [];
  const { mode, file } = body;
  const whole = mode === 'file' ? [isObject(file) ? file.src : file] : [];
  const parts =
    mode === 'formdata'
      ? objectsIn(body.formdata).filter(({ disabled, type }) => disabled !== true && type === 'file')
      : [];
  const sources = [...whole, ...parts.map(({ src }) => src)].flat();
  return sources.filter((path): path is string => typeof path === 'string' && path !== '');
}
