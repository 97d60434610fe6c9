import { type Diagnostic, diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/origin.ts';
import { stepOfKey } from '../../notation/pointer/json-pointer.ts';
import { parsePlain } from '../../source/plain/parse-plain.ts';
import { isTree, keysOf, pointerTo, type Tree } from './tree.ts';

/** Maximum size of a description in bytes. GitHub's, one of the largest, has 13 MB. */
export const MAX_DESCRIPTION = 50_000_000;

/** Levels of nested values. Deeper files are mistakes, or attacks on the reader. */
export const MAX_DEPTH = 200;

/** Key of the root under which the parts of other files are kept. */
const OTHERS = 'x-postmint-files';

/** Reads a file that a description refers to, by its path relative to the description. Refuses files outside its folder. */
export type ReadOther = (path: string) => Result<SourceFile>;

/**
 * Parses a description into one tree. Parts of other files are read only with `readOther`, and are then in the same tree.
 *
 * @param readOther reads other files; without it, a reference to one is an error
 */
export function readRoot(source: SourceFile, readOther?: ReadOther): Result<unknown> {
  const parsed = parseOne(source);
  if (!parsed.value || !isTree(parsed.value)) {
    return parsed.value === undefined
      ? parsed
      : { diagnostics: [diagnose('bad-description', { path: source.path, reason: whatItIs(parsed.value) })] };
  }
  if (!mayReferOutside(source.text)) return parsed;
  return new Bundle(parsed.value, source.path, readOther).result();
}

const whatItIs = (value: unknown) => (value === null ? 'it is empty' : 'it is not a map');

function parseOne(source: SourceFile): Result<unknown> {
  const { path } = source;
  const parsed = parsePlain(source);
  if ('fault' in parsed) return { diagnostics: [diagnose('bad-description', { path, reason: parsed.fault })] };
  const { value, format } = parsed;
  const isDeep = format === 'json' ? isDeeper(value, MAX_DEPTH) : depthOf(value) > MAX_DEPTH;
  return isDeep
    ? { diagnostics: [diagnose('description-depth', { path, limit: MAX_DEPTH })] }
    : { value, diagnostics: [] };
}

/** True for JSON with more levels of maps and lists. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  // `for in` makes no list of the keys: a description can have a hundred thousand maps.
  for (const key in value) if (isDeeper((value as Tree)[key], levels - 1)) return true;
  return false;
}

/** The number of levels, found without recursion: in YAML, a part can be in many places. Stops soon after the limit. */
function depthOf(root: unknown): number {
  let level = [root];
  const seen = new Set<unknown>();
  for (let depth = 1; ; depth++) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      for (const item of Object.values(value)) if (typeof item === 'object' && item !== null) next.push(item);
    }
    if (next.length === 0 || depth > MAX_DEPTH) return depth;
    level = next;
  }
}

const mayReferOutside = (text: string) => /\$ref["']?\s*:\s*["']?(?!["'#\s])/.test(text);

/** Maps whose keys are names, so that `example` among them is no example. */
const nameMaps = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'schemas',
  'parameters',
  'responses',
  'headers',
  'examples',
  'paths',
]);
/** Keys with a value of the user's, in which `$ref` has no meaning. */
const valueKeys = new Set(['example', 'default', 'enum', 'const', 'value', 'x-example', 'mapping']);

/** Puts the files that a description refers to into its tree, and changes the references to point there. */
class Bundle {
  private readonly root: Tree;
  private readonly path: string;
  private readonly readOther: ReadOther | undefined;
  private readonly files = new Map<string, { readonly key: string; readonly value: unknown }>();
  private readonly diagnostics: Diagnostic[] = [];

  constructor(root: Tree, path: string, readOther: ReadOther | undefined) {
    this.root = root;
    this.path = path;
    this.readOther = readOther;
  }

  result(): Result<unknown> {
    const root = this.walk(this.root, '', '#', false) as Tree;
    if (this.diagnostics.length > 0) return { diagnostics: this.diagnostics };
    const others = Object.fromEntries([...this.files.values()].map(({ key, value }) => [key, value]));
    return { value: this.files.size > 0 ? { ...root, [OTHERS]: others } : root, diagnostics: [] };
  }

  /**
   * Returns a copy of a part with its references changed.
   *
   * @param file the file that the part is in; empty for the description itself
   */
  private walk(value: unknown, file: string, pointer: string, isNames: boolean): unknown {
    if (Array.isArray(value))
      return value.map((item, index) => this.walk(item, file, pointerTo(pointer, index), false));
    if (!isTree(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        if (key === '$ref' && typeof item === 'string' && !isNames) return [key, this.toLocal(item, file, pointer)];
        if (!isNames && (valueKeys.has(key) || key.startsWith('x-'))) return [key, item];
        return [key, this.walk(item, file, pointerTo(pointer, key), !isNames && nameMaps.has(key))];
      }),
    );
  }

  private toLocal(reference: string, file: string, pointer: string): string {
    const [target = '', fragment = ''] = reference.split('#', 2);
    if (target === '' && file === '') return reference;
    const path = target === '' ? file : join(file, target);
    const isHost = /^[a-z][a-z0-9+.-]*:|^\/\//i.test(target);
    if (isHost || !this.readOther) {
      if (this.diagnostics.length < 20) {
        const facts = { path: this.path, reference, pointer, isAllowed: this.readOther !== undefined };
        this.diagnostics.push(diagnose('external-reference', facts));
      }
      return reference;
    }
    const key = this.load(path, this.readOther);
    const steps = fragment === '' ? '' : `/${keysOf(fragment).map(stepOfKey).join('/')}`;
    return key === undefined ? reference : `#/${OTHERS}/${key}${steps}`;
  }

  /** Reads a file once. Returns its key. */
  private load(path: string, readOther: ReadOther): string | undefined {
    const known = this.files.get(path);
    if (known) return known.key;
    const key = `${this.files.size + 1}`;
    // Known before it is read, because files may refer to each other.
    this.files.set(path, { key, value: {} });
    const source = readOther(path);
    const parsed = source.value ? parseOne(source.value) : undefined;
    this.diagnostics.push(...source.diagnostics, ...(parsed?.diagnostics ?? []));
    if (parsed?.value === undefined) return undefined;
    this.files.set(path, { key, value: this.walk(parsed.value, path, '#', false) });
    return key;
  }
}

/** A path relative to the folder of a file, both relative to the description. */
function join(file: string, target: string): string {
  const steps = file.split('/').slice(0, -1);
  for (const step of target.replace(/^\//, '/').split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return `${target.startsWith('/') ? '/' : ''}${steps.join('/')}`;
}
