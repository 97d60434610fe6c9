import type { Parameter, Place } from './description.ts';
import { plainText } from './plain-text.ts';
import { noteKeys, type Reading, readContent, readExamples } from './read-media.ts';
import type { Part } from './references.ts';
import { isTree, type Tree, textOf, wordOf } from './tree.ts';

const places: readonly string[] = ['path', 'query', 'header', 'cookie', 'querystring'];

/** Keys of a parameter that are read here. A parameter of Swagger has those of a schema as well. */
const known = `name in required description deprecated schema content example examples style explode allowReserved
  allowEmptyValue collectionFormat`.split(/\s+/);
const ofSchema = `type format items enum default minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength
  pattern minItems maxItems uniqueItems multipleOf x-example`.split(/\s+/);

/** Styles of Swagger's `collectionFormat`, and whether each item is a parameter. */
const collections: ReadonlyMap<string, { style: string; explode: boolean }> = new Map([
  ['csv', { style: 'simple', explode: false }],
  ['ssv', { style: 'spaceDelimited', explode: false }],
  ['tsv', { style: 'tabDelimited', explode: false }],
  ['pipes', { style: 'pipeDelimited', explode: false }],
  ['multi', { style: 'form', explode: true }],
]);

/** Returns a parameter; undefined for something else, such as a body of Swagger. */
export function readParameter({ tree, pointer }: Part, reading: Reading): Parameter | undefined {
  const { name, in: place } = tree;
  if (typeof name !== 'string' || typeof place !== 'string' || !places.includes(place)) return undefined;
  noteKeys(tree, pointer, reading.isSwagger ? [...known, ...ofSchema] : known, reading);
  const [media] = readContent(tree.content, `${pointer}/content`, reading);
  const written = reading.isSwagger ? schemaOf(tree) : isTree(tree.schema) ? tree.schema : (media?.schema ?? {});
  const schema = resolved(written, reading);
  const [example] = [...readExamples(tree, pointer, reading), ...(media?.examples ?? [])];
  const value = example
    ? { example: example.value }
    : Object.hasOwn(tree, 'x-example')
      ? { example: tree['x-example'] }
      : {};
  // What import takes from the schema are an example, the default, and the first of its values.
  if (isTree(tree.schema)) reading.omissions.add('body-schema', `${pointer}/schema`);
  else
    for (const key of ofSchema)
      if (reading.isSwagger && Object.hasOwn(tree, key)) reading.omissions.add('body-schema', `${pointer}/${key}`);
  return {
    pointer,
    name: plainText(name),
    in: place as Place,
    isRequired: tree.required === true || place === 'path',
    description: textOf(tree.description),
    isDeprecated: tree.deprecated === true,
    schema,
    ...value,
    ...styleOf(tree, place, reading.isSwagger),
    isRaw: tree.allowReserved === true,
    ...(media ? { mediaType: media.type } : {}),
  };
}

/** The schema of a parameter of Swagger 2, whose keys are beside its name. */
export function schemaOf(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([key]) => ofSchema.includes(key) && !key.startsWith('x-')));
}

function styleOf(tree: Tree, place: string, isSwagger: boolean): { style: string; explode: boolean } {
  if (isSwagger) return collections.get(wordOf(tree.collectionFormat)) ?? { style: 'simple', explode: false };
  const style = textOf(tree.style) ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  return { style, explode: typeof tree.explode === 'boolean' ? tree.explode : style === 'form' };
}

/** A schema with the target in the place of a `$ref`, for the schema itself and its items. */
function resolved(schema: Tree, { references }: Reading): Tree {
  const { tree } = references.follow(schema, '');
  return isTree(tree.items) ? { ...tree, items: references.follow(tree.items, '').tree } : tree;
}
