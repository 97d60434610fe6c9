import type { Answer, Body, Media } from './description.ts';
import { plainType } from './plain-text.ts';
import { noteKeys, type Reading, readContent } from './read-media.ts';
import { schemaOf } from './read-parameter.ts';
import type { Part } from './references.ts';
import { listOf, pairsOf, pointerTo, type Tree, textOf, treeOf } from './tree.ts';

/** Returns the body of OpenAPI 3; undefined if there is none. */
export function readRequestBody(value: unknown, pointer: string, reading: Reading): Body | undefined {
  if (value === undefined) return undefined;
  const { tree, pointer: at } = reading.references.follow(value, pointer);
  noteKeys(tree, at, ['content', 'required', 'description'], reading);
  const media = readContent(tree.content, `${at}/content`, reading);
  if (media.length === 0) return undefined;
  return { pointer: at, isRequired: tree.required === true, description: textOf(tree.description), media };
}

/** Returns the body of Swagger 2, from the parameters in the body or in a form; undefined if there is none. */
export function readSwaggerBody(
  parts: readonly Part[],
  consumes: readonly string[],
  reading: Reading,
): Body | undefined {
  const body = parts.find(({ tree }) => tree.in === 'body');
  if (body) {
    const { tree, pointer } = body;
    noteKeys(tree, pointer, ['name', 'in', 'required', 'description', 'schema', 'x-example', 'x-examples'], reading);
    const types = consumes.length > 0 ? consumes : ['application/json'];
    const media = types.map((type) => mediaOf(type, tree.schema, pointer, `${pointer}/schema`));
    return { pointer, isRequired: tree.required === true, description: textOf(tree.description), media };
  }
  const fields = parts.filter(({ tree }) => tree.in === 'formData' && typeof tree.name === 'string');
  const [first] = fields;
  if (!first) return undefined;
  const hasFile = fields.some(({ tree }) => tree.type === 'file');
  const type =
    hasFile || consumes.includes('multipart/form-data') ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  const schema = {
    type: 'object',
    required: fields.filter(({ tree }) => tree.required === true).map(({ tree }) => tree.name),
    properties: Object.fromEntries(fields.map(({ tree }) => [tree.name as string, fieldOf(tree)])),
  };
  return { pointer: first.pointer, isRequired: true, media: [mediaOf(type, schema, first.pointer)] };
}

function fieldOf(tree: Tree): Tree {
  const schema = schemaOf(tree);
  const description = textOf(tree.description);
  const example = Object.hasOwn(tree, 'x-example') ? { example: tree['x-example'] } : {};
  const own = tree.type === 'file' ? { type: 'string', format: 'binary' } : schema;
  return { ...own, ...example, ...(description ? { description } : {}) };
}

const mediaOf = (type: string, schema: unknown, pointer: string, schemaPointer?: string): Media => ({
  pointer,
  type: plainType(type),
  schema: treeOf(schema),
  schemaPointer,
  examples: [],
  encoding: new Map(),
});

/** Returns the answers of an operation. */
export function readAnswers(
  responses: unknown,
  pointer: string,
  produces: readonly string[],
  reading: Reading,
): Answer[] {
  return pairsOf(responses).flatMap(([status, value]): Answer[] => {
    if (status.startsWith('x-')) {
      reading.omissions.add('extension', pointerTo(pointer, status));
      return [];
    }
    const { tree, pointer: at } = reading.references.follow(value, pointerTo(pointer, status));
    const own = ['description', 'summary', 'content', 'headers', 'links', 'schema', 'examples'];
    noteKeys(tree, at, own, reading);
    if (tree.headers !== undefined) reading.omissions.add('answer-header', pointerTo(at, 'headers'));
    if (tree.links !== undefined) reading.omissions.add('link', pointerTo(at, 'links'));
    const media = reading.isSwagger
      ? swaggerMedia(tree, at, produces)
      : readContent(tree.content, `${at}/content`, reading);
    const description = textOf(tree.description) ?? textOf(tree.summary);
    return [{ pointer: at, status, description, media }];
  });
}

/** The media types of an answer of Swagger 2: one schema for all, and an example for some. */
function swaggerMedia(tree: Tree, pointer: string, produces: readonly string[]): Media[] {
  const examples = pairsOf(tree.examples);
  const types = [...new Set([...examples.map(([type]) => type), ...(tree.schema === undefined ? [] : produces)])];
  return types.map((type) => {
    const own = examples.filter(([name]) => name === type);
    return {
      ...mediaOf(type, tree.schema, pointer, `${pointer}/schema`),
      ...(tree.schema === undefined ? { schema: undefined, schemaPointer: undefined } : {}),
      examples: own.map(([name, value]) => ({
        pointer: pointerTo(`${pointer}/examples`, name),
        name: 'Example',
        value,
      })),
    };
  });
}

/** Returns the texts of a list. */
export const textsOf = (value: unknown): string[] => listOf(value).flatMap((item) => textOf(item) ?? []);
