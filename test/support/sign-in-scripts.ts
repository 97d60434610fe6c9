import type { Api } from '../../src/model/api.ts';
import { toCollection } from '../../src/postman/v2/to-collection.ts';
import type { Event, Item } from '../../src/postman/v2/types.ts';
import { readScripts } from '../../src/source/templates.ts';

/** The sign-in scripts of a collection, as text. */
export interface SignInScripts {
  readonly guard: string;
  /** Scripts of the visible token request with this name. */
  readonly prerequest: (name: string) => string;
  readonly testScript: (name: string) => string;
  readonly request: (name: string) => Item['request'];
}

const textOf = (events: readonly Event[] | undefined, listen: Event['listen']) =>
  events?.find((event) => event.listen === listen)?.script.exec.join('\n') ?? '';

/** The sign-in scripts of the collection generated for a list. */
export function signInScripts(api: Api): SignInScripts {
  const collection = toCollection(api, readScripts());
  const find = (name: string) => {
    const item = collection.item.find((candidate) => candidate.name === name);
    if (!item || !('request' in item)) throw new Error(`there is no token request ${name}`);
    return item;
  };
  return {
    guard: textOf(collection.event, 'prerequest'),
    prerequest: (name) => textOf(find(name).event, 'prerequest'),
    testScript: (name) => textOf(find(name).event, 'test'),
    request: (name) => find(name).request,
  };
}
