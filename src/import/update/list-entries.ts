import type { MappingNode, PairNode, SequenceNode, SyntaxNode } from '../../source/node.ts';
import { toPlain } from '../../source/node.ts';
import { type Field, fieldsOf, shapeOf } from './fields.ts';

/** A request of a list, and where it is. */
export interface ListedEntry {
  readonly node: SyntaxNode;
  /** `METHOD path`. */
  readonly request: string;
  readonly shape: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Whether the list that it is in is written in brackets. */
  readonly isInBrackets: boolean;
  /** The list that it is in: that of its folder, or of the top. */
  readonly group: SequenceNode;
  /** `auth` of the nearest folder around it that has one. */
  readonly authAround: string | undefined;
}

/** A folder of a list. */
export interface ListedFolder {
  readonly name: string;
  readonly node: MappingNode;
  readonly fields: ReadonlyMap<string, Field>;
}

/** What an update looks at in a list. */
export interface ListedParts {
  readonly entries: readonly ListedEntry[];
  readonly folders: readonly ListedFolder[];
}

const pairOf = (node: MappingNode, key: string): PairNode | undefined => node.pairs.find((pair) => pair.key === key);

/**
 * Returns the requests and folders of a list.
 *
 * @param endpoints the entries of the list, with those of the files that it includes
 */
export function listedParts(endpoints: SyntaxNode | undefined): ListedParts {
  const entries: ListedEntry[] = [];
  const folders: ListedFolder[] = [];
  const walk = (sequence: SequenceNode, authAround: string | undefined) => {
    for (const node of sequence.items) {
      if (node.kind === 'scalar' && typeof node.value === 'string')
        add(node, node.value, { request: node.value }, sequence, authAround);
      if (node.kind !== 'mapping') continue;
      const request = pairOf(node, 'request')?.value;
      const inside = pairOf(node, 'endpoints')?.value;
      const keys = toPlain(node) as Record<string, unknown>;
      if (request?.kind === 'scalar') add(node, request.spelling, keys, sequence, authAround);
      else if (inside?.kind === 'sequence') {
        const { folder, endpoints: _, ...own } = keys;
        if (typeof folder === 'string') folders.push({ name: folder, node, fields: fieldsOf(own) });
        walk(inside, typeof own.auth === 'string' ? own.auth : authAround);
      }
    }
  };
  const add = (
    node: SyntaxNode,
    request: string,
    keys: Record<string, unknown>,
    group: SequenceNode,
    authAround: string | undefined,
  ) =>
    entries.push({
      node,
      request,
      shape: shapeOf(request),
      fields: fieldsOf(keys),
      // An included file's entries are not at the place of the list that they are in.
      isInBrackets: group.source === node.source && group.source.text[group.start] === '[',
      group,
      authAround,
    });
  if (endpoints?.kind === 'sequence') walk(endpoints, undefined);
  return { entries, folders };
}
