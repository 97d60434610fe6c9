// biome-ignore-all lint/suspicious/noExplicitAny: descriptions are damaged in any way
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts that other languages give a meaning
// biome-ignore-all lint/correctness/noPrecisionLoss: a number that JSON cannot have
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { importDescription } from '../../src/library/import-description.ts';
import { loadList } from '../../src/library/load-list.ts';
import { toSource } from '../../src/source/read.ts';
import { projectRoot } from '../support/cli.ts';

const folder = join(projectRoot, 'test', 'fixtures', 'import');
const descriptions = readdirSync(folder)
  .filter((file) => /^[^.]+\.yaml$/.test(file))
  .map((file) => parse(readFileSync(join(folder, file), 'utf8')) as unknown);

/** Values that are wrong in most places, and texts that other languages give a meaning. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e400,
    '',
    ' ',
    [],
    {},
    [null],
    { $ref: '#' },
    { $ref: '#/paths' },
    { $ref: 5 },
    { toString: false, valueOf: 1 },
  ),
  fc.constantFrom<unknown>(
    '{{x}}',
    '{{ x }}',
    '{a}',
    '}{',
    '../..',
    '//',
    '\\',
    'a\nb',
    'a\tb',
    '\u202e',
    '\u0000',
    '\ud800',
    '# x',
    'yes',
    '</script>',
    '"',
    "'",
    '`',
    '${{ x }}',
    'javascript:x',
    'GETT',
    'é',
    ' x ',
    '$.x',
    '%',
    '%zz',
    'a: b',
    '- a',
    '?a=1#b',
    'x'.repeat(400),
  ),
  fc.constantFrom<unknown>(
    { type: 'object', required: ['a'], properties: { a: false } },
    { allOf: [{ $ref: '#/a/b' }] },
    { type: ['string', 'null'] },
    { enum: [] },
    { pattern: '(' },
    { minLength: 1e9 },
    { minItems: 1e9, items: {} },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

const places = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]))]
    : [path];

/** A description with some of its values or keys replaced. */
const mutated = fc.constantFrom(...descriptions).chain((description) =>
  fc
    .array(fc.tuple(fc.constantFrom(...places(description).slice(1)), junk, fc.boolean()), {
      minLength: 1,
      maxLength: 4,
    })
    .map((changes) => {
      const copy = structuredClone(description) as Record<string, unknown>;
      for (const [path, value, isKey] of changes) {
        let at: any = copy;
        for (const key of path.slice(0, -1)) at = at?.[key];
        if (typeof at !== 'object' || at === null) continue;
        const key = path.at(-1) as string;
        if (isKey && typeof value === 'string' && !Array.isArray(at)) {
          const old = at[key];
          delete at[key];
          Object.defineProperty(at, value, { value: old, enumerable: true, configurable: true, writable: true });
        } else at[key] = structuredClone(value);
      }
      return copy;
    }),
);

/** Codes that a wrong description may leave in its list, because only a person knows what is right. */
const expected = /^(?:no-environments|empty-list)$/;

test('a damaged description is refused, or becomes a list without errors', async () => {
  await fc.assert(
    fc.asyncProperty(mutated, async (description) => {
      const text = JSON.stringify(description);
      const { value, diagnostics } = await importDescription(toSource('openapi.json', text), {
        groupBy: 'tag',
        schemas: text.length % 2 === 0,
      });
      if (!value) {
        expect(diagnostics.length).toBeGreaterThan(0);
        return;
      }
      const files = new Map(value.list.files.map((file) => [file.name, file.text]));
      const read = (path: string) => ({
        value: toSource(path, files.get(path.replace(/^\.\//, '')) ?? ''),
        diagnostics: [],
      });
      const loaded = loadList(
        toSource('endpoints.yaml', value.text),
        Object.assign(read, { find: () => [], check: () => [] }) as never,
      );
      const errors = loaded.diagnostics.filter(({ severity, code }) => severity === 'error' && !expected.test(code));
      expect(
        errors.map(
          ({ code, message, range }) => `${code} ${message} ${value.text.split('\n')[(range?.start.line ?? 1) - 1]}`,
        ),
      ).toEqual([]);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) },
  );
});
