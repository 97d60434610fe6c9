// biome-ignore-all lint/suspicious/noExplicitAny: descriptions are JSON of any shape

/** Keys whose texts say how a part is read. Another text would make another description. */
const structural = new Set(
  `$ref collectionFormat consumes contentType format in mapping name openIdConnectUrl operationId pattern produces
  propertyName required scheme schemes security style tags type url x-example`.split(/\s+/),
);

/** A description in which each text is a word of its own, and these words by the JSON pointers of the texts. */
export interface Marked {
  readonly description: object;
  readonly words: ReadonlyMap<string, string>;
}

/** Replaces texts under `paths` and `servers` by words that occur nowhere else, so that each can be looked for. */
export function markTexts(root: Record<string, any>): Marked {
  const words = new Map<string, string>();
  const mark = (value: any, pointer: string, key: string): any => {
    if (Array.isArray(value)) return value.map((item, index) => mark(item, `${pointer}/${index}`, key));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => {
          const isStructural = structural.has(name) && !pointer.endsWith('/properties');
          const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
          return [name, isStructural ? item : mark(item, `${pointer}/${step}`, name)];
        }),
      );
    if (typeof value !== 'string' || value === '' || /^https?:|^\/|\{\{/.test(value)) return value;
    const word = `zq${words.size}zq`;
    words.set(pointer, word);
    return word;
  };
  const marked = (key: string) => (root[key] === undefined ? {} : { [key]: mark(root[key], `#/${key}`, key) });
  return { description: { ...root, ...marked('paths'), ...marked('servers') }, words };
}
