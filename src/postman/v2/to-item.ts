import {
  type Api,
  type Endpoint,
  type Example,
  endpointsOf,
  type Folder,
  type Item as ModelItem,
} from '../../model/api.ts';
import { reasonPhrase } from '../../notation/reason-phrases.ts';
import { fillScript, type ScriptTexts, toEvent } from '../scripts/fill-script.ts';
import { toTests } from '../scripts/to-tests.ts';
import { toBehavior, toHeaders, toRequest } from './to-request.ts';
import type { Event, Item, ItemGroup, Request, Response } from './types.ts';

/** The items of a folder or of the collection, in order. */
export function toItems(items: readonly ModelItem[], api: Api, scripts: ScriptTexts): (ItemGroup | Item)[] {
  return items.map((item) => (item.kind === 'folder' ? toFolder(item, api, scripts) : toItem(item, api, scripts)));
}

function events(...all: (Event | undefined)[]): { event?: Event[] } {
  const present = all.filter((one) => one !== undefined);
  return present.length > 0 ? { event: present } : {};
}

const own = (text: string | undefined): string[] => (text ? [text.trimEnd()] : []);

/** A script of the user's in a function of its own, so that a `return` or a missing semicolon ends nothing of ours. */
const enclosed = (text: string | undefined): string[] => (text ? [`(function () {\n${text.trimEnd()}\n})();`] : []);

/** A folder. It never carries `auth`: public requests say so themselves, and so stay public when they are moved. */
function toFolder(folder: Folder, api: Api, scripts: ScriptTexts): ItemGroup {
  const { name, id, description, before, after, items } = folder;
  return {
    name,
    id,
    ...(description ? { description } : {}),
    item: toItems(items, api, scripts),
    ...events(toEvent('prerequest', own(before)), toEvent('test', own(after))),
  };
}

/** An endpoint as a request with its scripts and saved examples. */
export function toItem(endpoint: Endpoint, api: Api, scripts: ScriptTexts): Item {
  const { name, id, body, safe, before, examples } = endpoint;
  const asks = api.unsafe === 'ask' && !safe ? [fillScript(scripts, 'allow-unsafe')] : [];
  const escaped = body?.mode === 'raw' ? body.escaped : [];
  const saved = savedVariables(api);
  const needed = [...endpoint.uses].filter((name) => saved.has(name));
  const needs = needed.length > 0 ? [fillScript(scripts, 'need-saved', { VARIABLES: needed })] : [];
  const escapes = escaped.length > 0 ? [fillScript(scripts, 'escape-json', { VARIABLES: escaped })] : [];
  const behavior = toBehavior(endpoint);
  const request = toRequest(endpoint, api);
  return {
    name,
    id,
    ...events(
      toEvent('prerequest', [...asks, ...needs, ...(escapes.length > 0 ? enclosed(before) : own(before)), ...escapes]),
      toEvent('test', toTests(endpoint, api, scripts)),
    ),
    ...(behavior ? { protocolProfileBehavior: behavior } : {}),
    request,
    response: examples.map((example) => toResponse(example, request)),
  };
}

/** A saved example beside the request that it answers. */
function toResponse(example: Example, request: Request): Response {
  const { name, status, headers, body, language } = example;
  const { description: _, ...originalRequest } = request;
  const typed = headers.some((header) => /^content-type$/i.test(header.key));
  const type = language === 'json' ? [{ key: 'Content-Type', value: 'application/json' }] : [];
  return {
    name,
    originalRequest,
    status: reasonPhrase(status),
    code: status,
    _postman_previewlanguage: language,
    header: [...(typed || body === '' ? [] : type), ...toHeaders(headers)],
    cookie: [],
    body,
  };
}

const savedBy = new WeakMap<Api, ReadonlySet<string>>();

/** The variables that some request of an API saves. Kept, because every request asks. */
export function savedVariables(api: Api): ReadonlySet<string> {
  let saved = savedBy.get(api);
  if (!saved) {
    saved = new Set(endpointsOf(api.items).flatMap((endpoint) => endpoint.saves.map((save) => save.variable)));
    savedBy.set(api, saved);
  }
  return saved;
}
