import type { Api, Endpoint, Example, Folder, Item as ModelItem } from '../../model/api.ts';
import { hasOwnCookies, tokenIdentitiesOf } from '../../model/identities.ts';
import { reasonPhrase } from '../../notation/reason-phrases.ts';
import { folderScripts, requestScripts } from '../scripts/request-scripts.ts';
import type { ScriptContext } from '../scripts/script-context.ts';
import { expectedExample } from './expected-example.ts';
import { toEvents } from './to-event.ts';
import { toBehavior, toHeaders, toRequest } from './to-request.ts';
import { toTokenRequest } from './to-token-request.ts';
import type { Item, ItemGroup, ProtocolProfileBehavior, Request, Response } from './types.ts';

/** Returns the items of a folder or of the collection, in order. */
export function toItems(items: readonly ModelItem[], context: ScriptContext): (ItemGroup | Item)[] {
  return items.flatMap((item): (ItemGroup | Item)[] => {
    if (item.kind === 'folder') return [toFolder(item, context)];
    if (item.kind === 'endpoint') return [toItem(item, context)];
    const identity = tokenIdentitiesOf(context.api).find(({ name }) => name === item.identity);
    return identity ? [toTokenRequest(identity, context)] : [];
  });
}

/** A folder. It never has `auth`: each public request has `noauth` itself, and stays public when it is moved. */
function toFolder(folder: Folder, context: ScriptContext): ItemGroup {
  const { name, id, description, items } = folder;
  return {
    name,
    id,
    ...(description ? { description } : {}),
    item: toItems(items, context),
    ...toEvents(folderScripts(folder)),
  };
}

/** Returns an endpoint as a request with its scripts and saved examples. */
export function toItem(endpoint: Endpoint, context: ScriptContext): Item {
  const { name, id, examples } = endpoint;
  const behavior = behaviorOf(endpoint, context.api);
  const request = toRequest(endpoint, context.api);
  const expected = examples.length > 0 ? undefined : expectedExample(endpoint);
  const shown = expected ? [expected] : examples;
  return {
    name,
    id,
    ...toEvents(requestScripts(endpoint, context)),
    ...(behavior ? { protocolProfileBehavior: behavior } : {}),
    request,
    response: shown.map((example) => toResponse(example, request)),
  };
}

/** The settings of a request. Other runners have one cookie jar, which is for the users of the list's `auth`. */
function behaviorOf(endpoint: Endpoint, api: Api): ProtocolProfileBehavior | undefined {
  const behavior = toBehavior(endpoint);
  return hasOwnCookies(api, endpoint) ? { ...behavior, disableCookies: true } : behavior;
}

/** A saved example, with a copy of the request that it answers. */
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
