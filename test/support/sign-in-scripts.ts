import type { Api } from '../../src/model/api.ts';
import { toCollection } from '../../src/postman/v2/to-collection.ts';
import type { Event, Item } from '../../src/postman/v2/types.ts';
import { readScripts } from '../../src/source/templates.ts';

/** The scripts of a collection that have to do with signing in, as text. */
export interface SignInScripts {
  readonly guard: string;
  /** Those of a visible token request, by its name. */
  readonly prerequest: (name: string) => string;
  readonly testScript: (name: string) => string;
  readonly request: (name: string) => Item['request'];
}

const textOf = (events: readonly Event[] | undefined, listen: Event['listen']) =>
  events?.find((one) => one.listen === listen)?.script.exec.join('\n') ?? '';

/** The scripts that a list's collection signs in by. */
export function signInScripts(api: Api): SignInScripts {
  const collection = toCollection(api, readScripts());
  const find = (name: string) => {
    const item = collection.item.find((one) => one.name === name);
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
