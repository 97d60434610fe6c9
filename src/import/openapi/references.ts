import { valueAtReference } from '../../notation/pointer/json-pointer.ts';
import { remember } from '../../notation/remember.ts';
import { isTree, keysOf, type Tree } from './tree.ts';

/** A part of a description, and where it is. */
export interface Part {
  readonly tree: Tree;
  /** JSON pointer of the part itself, which may be elsewhere than the `$ref` that leads to it. */
  readonly pointer: string;
}

/** A `$ref` is followed at most this many times. */
const MOST_STEPS = 50;

/** Follows `$ref`s inside one description. */
export class References {
  readonly root: Tree;
  /** The `$ref`s without a target, each with the pointer of its first use. */
  readonly broken = new Map<string, string>();
  private readonly targets = new Map<string, unknown>();

  constructor(root: Tree) {
    this.root = root;
  }

  /**
   * Returns a part; where it is a `$ref`, the part that it leads to. Keys beside a `$ref` take precedence, as `summary`
   * and `description` do in OpenAPI 3.1. A `$ref` without a target gives an empty part.
   */
  follow(value: unknown, pointer: string): Part {
    let tree = isTree(value) ? value : {};
    let at = pointer;
    const beside: Tree[] = [];
    for (let step = 0; typeof tree.$ref === 'string'; step++) {
      const { $ref, ...others } = tree;
      const target = step < MOST_STEPS ? this.target($ref as string) : undefined;
      if (!isTree(target)) {
        if (!this.broken.has($ref as string)) this.broken.set($ref as string, pointer);
        return { tree: others, pointer };
      }
      beside.push(others);
      tree = target;
      at = $ref as string;
    }
    const own = beside.filter((others) => Object.keys(others).length > 0);
    return { tree: own.length > 0 ? Object.assign({}, tree, ...own.reverse()) : tree, pointer: at };
  }

  /** Returns what a `$ref` points to; undefined if there is nothing. */
  target($ref: string): unknown {
    if (!this.targets.has($ref)) this.targets.set($ref, valueAtReference($ref, this.root));
    return this.targets.get($ref);
  }
}

/** Returns the name of a definition from the `$ref` to it: `#/components/schemas/User` is `User`. */
export const definitionName = remember(($ref) =>
  ($ref.startsWith('#/components/schemas/') || $ref.startsWith('#/definitions/')
    ? keysOf($ref).slice($ref.startsWith('#/d') ? 1 : 2)
    : keysOf($ref)
  )
    .join('.')
    .replace(/[^\w.-]+/g, '_'),
);
