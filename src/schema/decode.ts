import type * as z from 'zod';
import { type Diagnostic, diagnose, type Result } from '../diagnostics/diagnostic.ts';
import { Located } from '../source/located.ts';
import { describeNode, type MappingNode, type ScalarNode, type SyntaxNode, toPlain } from '../source/node.ts';
import { withoutOwnKeys } from './prune.ts';
import { describeSchema, isEnum, knownKeys, propertyOf, unionOptions } from './shape.ts';
import { textForms } from './text-forms.ts';

type Issue = z.core.$ZodIssue;

/**
 * Checks a syntax tree against a schema. Returns the tree with the type of the schema, without people's own `x-` keys;
 * without a value, the diagnostics contain every mistake with its place.
 */
export function decode<T>(schema: z.ZodType<T>, written: SyntaxNode): Result<Located<T>> {
  const node = withoutOwnKeys(written, schema as z.ZodType);
  const parsed = schema.safeParse(toPlain(node, checkedValue));
  if (parsed.success) return { value: new Located<T>(node), diagnostics: [] };
  const diagnostics = parsed.error.issues.flatMap((issue) => explain(issue as Issue, schema as z.ZodType, node));
  return { diagnostics };
}

/** The value of a scalar for zod, which takes no infinite number. In JavaScript, 1e400 is one; only its text is used. */
function checkedValue({ value, spelling }: ScalarNode): unknown {
  const isTooLarge = typeof value === 'number' && !Number.isFinite(value) && /\d/.test(spelling);
  return isTooLarge ? Math.sign(value) * Number.MAX_VALUE : value;
}

/** Translates an issue of zod. Follows its path through the tree and the shape, and reports the mistake there. */
function explain(issue: Issue, schema: z.ZodType, node: SyntaxNode): Diagnostic[] {
  let place = node;
  let shape: z.ZodType | undefined = schema;
  for (const [index, step] of issue.path.entries()) {
    shape = shape && propertyOf(shape, step);
    const next = childOf(place, step);
    if (!next) {
      // A missing key has no node, so report it at its map.
      if (index === issue.path.length - 1) return [missing(String(step), place)];
      break;
    }
    place = next;
  }
  switch (issue.code) {
    case 'unrecognized_keys': {
      // zod drops branches that do not match at all, and then reports no union.
      const mixed = place.kind === 'mapping' && isEntryKey(issue.keys) ? mixedEntry(place) : undefined;
      if (mixed) return [mixed];
      return issue.keys.map((key) => unknownKey(key, place, shape));
    }
    case 'invalid_union':
      return explainUnion(issue.errors as Issue[][], shape, place);
    case 'invalid_value':
      if (place.kind === 'scalar' && typeof place.value === 'string') {
        return [diagnose('wrong-value', { found: place.value, known: issue.values.map(String) }, place)];
      }
      return [wrongType(shape, place, issue.values.map((value) => `"${String(value)}"`).join(' or '))];
    case 'invalid_key':
      return [diagnose('bad-name', { name: String(issue.path.at(-1)), reason: 'it is empty' }, place)];
    case 'too_small':
      return [
        wrongType(shape, place, issue.origin === 'number' ? 'a larger number' : 'at least one character or item'),
      ];
    case 'too_big':
      return [wrongType(shape, place, `at most ${String(issue.maximum)}`)];
    default:
      return [wrongType(shape, place)];
  }
}

function wrongType(shape: z.ZodType | undefined, node: SyntaxNode, expected?: string): Diagnostic {
  const wanted = expected ?? (shape ? (textForms.get(shape) ?? describeSchema(shape)) : 'another value');
  return diagnose('wrong-type', { expected: wanted, found: describeNode(node) }, node);
}

function missing(key: string, node: SyntaxNode): Diagnostic {
  const first = node.kind === 'mapping' ? node.pairs[0]?.keyOrigin : undefined;
  return diagnose('missing-key', { key }, first ?? node);
}

function unknownKey(key: string, node: SyntaxNode, shape: z.ZodType | undefined): Diagnostic {
  const pair = node.kind === 'mapping' ? node.pairs.find((entry) => entry.key === key) : undefined;
  const origin = pair?.keyOrigin ?? node;
  return diagnose('unknown-key', { key, known: shape ? knownKeys(shape) : [] }, origin);
}

function childOf(node: SyntaxNode, step: PropertyKey): SyntaxNode | undefined {
  if (node.kind === 'sequence') return node.items[Number(step)];
  if (node.kind === 'mapping') return node.pairs.find((pair) => pair.key === step)?.value;
  return undefined;
}

/** Picks the branch of a union that the user most likely meant, and reports the mistakes for this branch. */
function explainUnion(errors: readonly Issue[][], shape: z.ZodType | undefined, node: SyntaxNode): Diagnostic[] {
  const options = shape ? unionOptions(shape) : [];
  const isEntry = options.some((option) => knownKeys(option).includes('request'));
  const common = isEntry && node.kind === 'mapping' ? (colonInEntry(node) ?? mixedEntry(node)) : undefined;
  if (common) return [common];
  let best: { issues: Issue[]; option: z.ZodType | undefined; score: number } | undefined;
  for (const [index, issues] of errors.entries()) {
    const option = options[index];
    if (issues.some((issue) => issue.path.length === 0 && issue.code !== 'unrecognized_keys')) continue;
    const score = issues.length - matchingKeys(node, option) * 2;
    if (!best || score < best.score) best = { issues, option, score };
  }
  if (!best) {
    // A word that is not among those of the union is a wrong value, not a wrong type.
    const words = node.kind === 'scalar' ? options.findIndex((option) => isEnum(option)) : -1;
    const wrong = (errors[words] ?? []).flatMap((issue) => explain(issue, options[words] as z.ZodType, node));
    return wrong.length > 0 ? wrong : [wrongType(shape, node)];
  }
  const { issues, option } = best;
  // A map without known keys, such as `xml: { a: 1 }`, is a value of the wrong type, not a typing error in a key.
  const mapping = node.kind === 'mapping' && node.pairs.length > 0;
  if (
    !isEntry &&
    mapping &&
    matchingKeys(node, option) === 0 &&
    knownKeys(option ?? (shape as z.ZodType)).includes('$file')
  ) {
    return [wrongType(shape, node, 'text, or { $file: path }')];
  }
  return issues.flatMap((issue) => (option ? explain(issue, option, node) : []));
}

function matchingKeys(node: SyntaxNode, option: z.ZodType | undefined): number {
  if (node.kind !== 'mapping' || !option) return 0;
  const known = new Set(knownKeys(option));
  return node.pairs.filter((pair) => known.has(pair.key)).length;
}

/** Reports an entry such as `- GET /x: y`, which YAML reads as a map. */
function colonInEntry(node: MappingNode): Diagnostic | undefined {
  const [pair] = node.pairs;
  if (!pair || node.pairs.length !== 1 || !/^[A-Za-z]+ +(?:\/|https?:|\{\{)/.test(pair.key)) return undefined;
  const { source, start } = pair.keyOrigin;
  const line = (source.text.slice(start).split('\n', 1)[0] as string).trimEnd();
  const isStatus = pair.value.kind === 'scalar' && /^[1-5]\d\d$/.test(pair.value.spelling);
  const more = pair.value.kind === 'mapping' ? ', …' : isStatus ? `, expect: ${line.slice(-3)}` : '';
  const text = more ? `{ request: "${pair.key}"${more} }` : `"${line}"`;
  return diagnose('colon-in-entry', { text }, pair.keyOrigin);
}

const isEntryKey = (keys: readonly string[]) => keys.some((key) => ['folder', 'request', 'endpoints'].includes(key));

/** Reports an entry with keys of both a folder and a request, and `endpoints` without `folder`. */
function mixedEntry(node: MappingNode): Diagnostic | undefined {
  const at = (key: string) => node.pairs.find((pair) => pair.key === key);
  const request = at('request');
  const endpoints = at('endpoints');
  if (at('folder') && request) return diagnose('folder-or-request', {}, request.keyOrigin);
  if (endpoints && !at('folder')) return diagnose('missing-key', { key: 'folder' }, endpoints.keyOrigin);
  return undefined;
}
