import { type Api, type Endpoint, endpointsOf } from '../model/api.ts';
import type { Json } from '../model/expectation.ts';
import { decodeQuietly } from '../notation/encode.ts';
import { referenceNames } from '../notation/references.ts';
import { resolveText } from '../notation/resolve-text.ts';
import { isSecretName } from '../notation/secret-name.ts';
import { isMap, jsonIn, merge } from './answers/json-maps.ts';
import { isJson, type Parsed, pathText } from './request/compare.ts';
import { mediaType, type ReceivedFile } from './request/received.ts';

/** What the server keeps under a path. */
export interface Resource {
  /** The fields that were sent, without those that are named like a secret. Numbers are those of `parseExact`. */
  readonly json?: Json;
  /** A file that was uploaded. */
  readonly file?: ReceivedFile;
  /** Whether it was sent as the list says, so that the expectations of the list are about it. */
  readonly asListed: boolean;
  /** Position of the entry that deleted it; absent while it exists. */
  readonly deletedBy?: number;
}

/** Whether there is something under a path, as far as the server knows. */
export type PathState = 'there' | 'gone' | 'unknown';

/** Most bytes of uploads that are kept. The oldest are forgotten first. */
const MOST_BYTES = 100_000_000;

/** What clients have created, changed and deleted, by the path under which it can be read. */
export class Resources {
  private readonly kept = new Map<string, Resource>();
  /** The beginnings of paths that end with a saved variable, by its name: `/books/{{book_id}}`. */
  private readonly places = new Map<string, Set<string>>();
  private bytes = 0;

  /** @param prefix the path of the base URL */
  constructor(api: Api, prefix: string) {
    const endpoints = endpointsOf(api.items);
    const saved = new Set(endpoints.flatMap(({ saves }) => saves.map(({ variable }) => variable)));
    for (const endpoint of endpoints) {
      const segments = pathText(endpoint, prefix).split('/');
      for (const [index, segment] of segments.entries()) {
        for (const name of referenceNames(segment)) {
          if (!saved.has(name)) continue;
          const place = segments.slice(0, index + 1).join('/');
          this.places.set(name, (this.places.get(name) ?? new Set()).add(place));
        }
      }
    }
  }

  /** Returns the paths that begin with saved variables. */
  created(variables: readonly string[], values: ReadonlyMap<string, string>): string[] {
    const places = variables.flatMap((variable) => [...(this.places.get(variable) ?? [])]);
    return places.map((place) => resolveText(place, values)).filter((path) => !path.includes('{{'));
  }

  /** Returns what is kept under a path. */
  at(path: string): Resource | undefined {
    return this.kept.get(decodeQuietly(path));
  }

  /**
   * Keeps what a request created or changed.
   *
   * @param answer the JSON of its answer
   * @param values values of variables, with those that the answer saves
   * @param asListed whether the request was what the list says
   */
  keep(
    endpoint: Endpoint,
    request: Parsed,
    answer: Json | undefined,
    values: ReadonlyMap<string, string>,
    asListed: boolean,
  ): void {
    const { method } = request;
    const own = decodeQuietly(request.url.pathname);
    const sent = sentIn(request);
    if (method === 'PUT') this.set(own, { ...sent, asListed });
    if (method === 'PATCH') {
      const earlier = this.kept.get(own)?.json;
      this.set(own, { ...sent, json: merge(earlier, sent.json ?? {}), asListed });
    }
    if (method !== 'POST') return;
    const answered = isMap(answer) ? withoutSecrets(answer) : undefined;
    const json = answered ? merge(sent.json, answered) : sent.json;
    for (const { variable } of endpoint.saves) {
      for (const place of this.places.get(variable) ?? []) {
        this.set(decodeQuietly(resolveText(place, values)), { ...sent, ...(json ? { json } : {}), asListed });
      }
    }
  }

  /** What is known about a path: `there` and `gone` are certain. */
  stateOf(path: string): PathState {
    const resource = this.at(path);
    return resource ? (resource.deletedBy === undefined ? 'there' : 'gone') : 'unknown';
  }

  /** Returns what a path has after a request that creates or changes it; undefined for any other request. */
  changed(request: Parsed, earlier: Resource | undefined): Resource | undefined {
    const { method } = request;
    const { json } = sentIn(request);
    if (json === undefined || (method !== 'POST' && method !== 'PUT' && method !== 'PATCH')) return undefined;
    return { json: method === 'PATCH' ? merge(earlier?.json, json) : json, asListed: false };
  }

  /** Notes that a path was deleted. */
  remove(path: string, by: number): void {
    const own = decodeQuietly(path);
    const resource = this.kept.get(own);
    if (resource) this.set(own, { ...resource, deletedBy: by });
  }

  private set(path: string, resource: Resource): void {
    this.bytes += (resource.file?.bytes.length ?? 0) - (this.kept.get(path)?.file?.bytes.length ?? 0);
    this.kept.delete(path);
    this.kept.set(path, resource);
    for (const [oldest, { file }] of this.kept) {
      if (this.bytes <= MOST_BYTES) break;
      this.bytes -= file?.bytes.length ?? 0;
      this.kept.delete(oldest);
    }
  }
}

/** What a request sent: its fields, and its file. */
function sentIn(request: Parsed): Pick<Resource, 'json' | 'file'> {
  const { fields, body } = request;
  if (fields) {
    const texts = fields.flatMap((field) => ('value' in field ? [[field.key, field.value] as const] : []));
    const files = fields.flatMap((field) => ('file' in field ? [field] : []));
    const about = files.map(
      ({ key, name, file }) => [key, { name, type: file.type, size: file.bytes.length }] as const,
    );
    const [first] = files;
    return { json: withoutSecrets(Object.fromEntries([...texts, ...about])), ...(first ? { file: first.file } : {}) };
  }
  if (body.length === 0) return {};
  const type = mediaType(request) || 'application/octet-stream';
  if (!isJson(request)) return { file: { bytes: body, type: request.headers['content-type'] ?? type } };
  const json = jsonIn(body.toString('utf8'));
  return json === undefined ? {} : { json: withoutSecrets(json) };
}

/** A server does not return passwords and keys that it was sent. */
function withoutSecrets(json: Json): Json {
  if (Array.isArray(json)) return json.map(withoutSecrets);
  return isMap(json) ? Object.fromEntries(Object.entries(json).filter(([key]) => !isSecretName(key))) : json;
}
