// biome-ignore-all lint/suspicious/noExplicitAny: descriptions and collections are JSON of any shape

type Tree = Record<string, any>;

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
const stepOf = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** A value without parts in a description, with its pointer. */
interface Leaf {
  readonly pointer: string;
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** All leaves below a value. An empty map or list is one. */
function* leavesOf(value: unknown, pointer: string, keys: readonly string[] = []): Generator<Leaf> {
  const isInner = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!isInner) yield { pointer, keys, value };
  else
    for (const [key, item] of Object.entries(value)) yield* leavesOf(item, `${pointer}/${stepOf(key)}`, [...keys, key]);
}

const words = (text: unknown) =>
  String(text)
    // A body is JSON as text.
    .replace(/\\[nrt]/g, ' ')
    .replace(/[\s\\"]+/g, ' ')
    .trim();

/** All texts and keys in a value. */
function textIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textIn).join(' ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, item]) => `${key} ${textIn(item)}`)
    .join(' ');
}

/** All requests of a collection by method and path, with parameters as `{}`. */
function requestsOf(items: readonly Tree[], folders: readonly string[] = []): Map<string, Tree> {
  const found = new Map<string, Tree>();
  for (const item of items) {
    if (item.item) for (const [key, own] of requestsOf(item.item, [...folders, item.name])) found.set(key, own);
    if (!item.request) continue;
    const path = (item.request.url.path ?? []).map((segment: string) =>
      segment.startsWith(':') ? '{}' : segment.replace(/\{\{[^}]+\}\}/g, '{}'),
    );
    found.set(`${item.request.method} /${path.join('/')}`, { ...item, folders });
  }
  return found;
}

/**
 * Returns the pointers of a description, under `paths`, `servers` and `security`, that are neither in the generated files
 * nor below a part that import says it omitted. This knows the collection format and nothing of the import.
 *
 * @param omitted pointers of the omitted parts
 */
export function lostPointers(
  root: Tree,
  collection: Tree,
  environments: readonly Tree[],
  omitted: readonly string[],
  prefix = '',
): string[] {
  const requests = requestsOf(collection.item);
  const known = new Set(omitted);
  const isOmitted = (pointer: string) => {
    for (let at = pointer; at !== '#' && at !== ''; at = at.slice(0, at.lastIndexOf('/')))
      if (known.has(at)) return true;
    return false;
  };
  const everything = words(textIn([collection, environments]));
  const lost: string[] = [];
  const check = (leaf: Leaf, isThere: (leaf: Leaf) => boolean) => {
    if (!isOmitted(leaf.pointer) && !isThere(leaf)) lost.push(leaf.pointer);
  };
  for (const [path, item] of Object.entries((root.paths ?? {}) as Tree)) {
    const at = `#/paths/${stepOf(path)}`;
    if (isOmitted(at)) continue;
    const operations = Object.entries(item).filter(([key]) => methods.includes(key)) as [string, Tree][];
    const all = [...operations, ...Object.entries((item.additionalOperations ?? {}) as Tree)];
    for (const leaf of leavesOf(item, at))
      if (!methods.includes(leaf.keys[0] ?? '') && leaf.keys[0] !== 'additionalOperations')
        check(leaf, ({ keys, value }) => keys[0] === 'servers' || isInText(everything, value, keys));
    for (const [key, operation] of all) {
      const place = methods.includes(key) ? `${at}/${key}` : `${at}/additionalOperations/${stepOf(key)}`;
      const shape = `${key.toUpperCase()} ${prefix}${path
        .replace(/\{[^}]*\}/g, '{}')
        .replace(/ /g, '%20')
        .replaceAll('/:', '/%3A')}`;
      const request = requests.get(shape);
      if (!request) {
        lost.push(place);
        continue;
      }
      const text = words(textIn(request));
      for (const leaf of leavesOf(operation, place))
        check(leaf, ({ keys, value }) => isThere(request, text, keys, value, everything));
    }
  }
  for (const leaf of leavesOf(root.servers ?? [], '#/servers'))
    check(leaf, ({ keys, value }) => isInServer(everything, keys, value));
  return lost;
}

/** Keys that say how a part is read, and where it is then found. */
const structural =
  /^(?:\$ref|in|required|style|explode|allowReserved|allowEmptyValue|collectionFormat|deprecated|name|type)$/;

function isThere(request: Tree, text: string, keys: readonly string[], value: unknown, everything: string): boolean {
  const [top, second, third] = keys;
  if (top === 'security') return request.request.auth === undefined || request.request.auth.type !== undefined;
  if (typeof value === 'object' && value !== null) return true;
  if (top === 'servers') return isInServer(everything, keys.slice(1), value);
  if (top === 'tags')
    return second === undefined || request.folders.join(' / ').includes(words(value)) || String(value) === '';
  if (top === 'parameters')
    return structural.test(third ?? '') ? true : isInText(text, value, keys) || isInText(everything, value, keys);
  if (top === 'requestBody' || top === 'responses') {
    if (keys.at(-1) === 'required' || keys.includes('$ref') || keys.includes('encoding')) return true;
    // A status or media type without anything else.
    return isInText(text, value, keys);
  }
  if (top === 'deprecated') return value !== true || text.includes('Deprecated.');
  if (top === 'operationId') return request.name !== undefined;
  return isInText(text, value, keys) || top === 'consumes' || top === 'produces' || top === 'schemes';
}

/** True for a text of which the first words are in another one. Names and titles are cut. */
function isInText(text: string, value: unknown, keys: readonly string[]): boolean {
  if (typeof value === 'object') return true;
  if (typeof value !== 'string') return text.includes(String(value)) || structural.test(keys.at(-1) ?? '');
  const [before = ''] = words(value).split('{{');
  const start = before.replace(/\.$/, '').slice(0, 60).trim();
  return text.toLowerCase().includes(start.toLowerCase());
}

function isInServer(everything: string, keys: readonly string[], value: unknown): boolean {
  if (keys.at(-1) === 'url' && typeof value === 'string')
    return value.startsWith('/') || everything.includes(value.replace(/\{([^}]*)\}/g, '{{$1}}').replace(/\/$/, ''));
  return keys.at(-1) === 'description' || keys.at(-1) === 'name' || isInText(everything, value, keys);
}
