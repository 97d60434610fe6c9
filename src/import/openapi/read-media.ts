import type { Example, Media } from './description.ts';
import type { Omissions } from './omissions.ts';
import { plainType } from './plain-text.ts';
import type { References } from './references.ts';
import { isTree, listOf, pairsOf, pointerTo, type Tree, textOf, treeOf } from './tree.ts';

/** What the readers of the parts of a description share. */
export interface Reading {
  readonly references: References;
  readonly omissions: Omissions;
  readonly isSwagger: boolean;
}

/** Notes the extensions of a part, its links to documentation, and keys that have no meaning for import. */
export function noteKeys(tree: Tree, pointer: string, known: readonly string[], reading: Reading): void {
  for (const key of Object.keys(tree)) {
    if (known.includes(key)) continue;
    const reason = key.startsWith('x-') ? 'extension' : key === 'externalDocs' ? 'documentation' : 'other';
    reading.omissions.add(reason, pointerTo(pointer, key));
  }
}

/** Returns the media types of `content` (OpenAPI 3). */
export function readContent(content: unknown, pointer: string, reading: Reading): Media[] {
  return pairsOf(content).map(([type, value]) => {
    const at = pointerTo(pointer, type);
    const { tree } = reading.references.follow(value, at);
    noteKeys(tree, at, ['schema', 'itemSchema', 'example', 'examples', 'encoding'], reading);
    const schema = isTree(tree.schema) ? tree.schema : undefined;
    return {
      pointer: at,
      type: plainType(type),
      ...(schema ? { schema, schemaPointer: `${at}/schema` } : {}),
      examples: readExamples(tree, at, reading),
      encoding: new Map(pairsOf(tree.encoding).map(([name, own]) => [name, treeOf(own)])),
    };
  });
}

/** Returns the examples under `example` and `examples` (OpenAPI 3). */
export function readExamples(tree: Tree, pointer: string, reading: Reading): Example[] {
  const own = Object.hasOwn(tree, 'example')
    ? [{ pointer: pointerTo(pointer, 'example'), name: 'Example', value: tree.example }]
    : [];
  const named = pairsOf(tree.examples).flatMap(([name, value]): Example[] => {
    const at = pointerTo(pointerTo(pointer, 'examples'), name);
    const { tree: example, pointer: target } = reading.references.follow(value, at);
    if (example.description !== undefined) reading.omissions.add('other-example', pointerTo(target, 'description'));
    const key = ['value', 'dataValue'].find((candidate) => Object.hasOwn(example, candidate));
    const description = textOf(example.summary);
    if (key === undefined) {
      // A file elsewhere (`externalValue`), or the text on the wire only.
      reading.omissions.add('other-example', at);
      return [];
    }
    return [{ pointer: target, name, summary: description, value: example[key] }];
  });
  // In a schema of JSON, `examples` is a list.
  const listed = listOf(tree.examples).map((value, index) => ({
    pointer: pointerTo(pointerTo(pointer, 'examples'), index),
    name: 'Example',
    value,
  }));
  return [...own, ...named, ...listed];
}
