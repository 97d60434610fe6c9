import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePath, valueAt } from '../../src/notation/json/json-path.ts';
import { findReferences, isVariableName } from '../../src/notation/references.ts';
import { isSlug, slugOf } from '../../src/notation/slug.ts';
import { parseEnvFile } from '../../src/secrets/env-file.ts';

/** To replay a failure, add the `seed` and `path` that fast-check prints. */
const runs = { numRuns: 500 };
const anything = fc.string({ unit: 'binary', maxLength: 30 });
const braces = fc.string({ unit: fc.constantFrom('{', '}', '{{', '}}', 'a', '$', ' ', '/', '"', '\n'), maxLength: 20 });
const variable = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,10}$/).filter(isVariableName);

test('findReferences accepts any text, and its results are in order and do not overlap', () => {
  const check = (text: string) => {
    let end = 0;
    for (const found of findReferences(text)) {
      expect(found.start).toBeGreaterThanOrEqual(end);
      expect(text.slice(found.start, found.start + 2)).toBe('{{');
      // Postman would read exactly this piece as a variable.
      if (!found.fault) expect(text.slice(found.start, found.end)).toBe(`{{${found.name}}}`);
      expect(found.end).toBeGreaterThan(found.start);
      end = found.end;
    }
    expect(end).toBeLessThanOrEqual(text.length);
  };
  fc.assert(fc.property(fc.oneof(braces, anything), check), runs);
});

test('findReferences finds every variable in a text', () => {
  const plain = anything.map((text) => text.replace(/[{}]/g, '|'));
  const check = (parts: [string, string][]) => {
    const text = parts.map(([before, name]) => `${before}{{${name}}}`).join('');
    const found = findReferences(text);
    expect(found.map((reference) => reference.name)).toEqual(parts.map(([, name]) => name));
    expect(found.every((reference) => reference.fault === undefined)).toBe(true);
  };
  fc.assert(fc.property(fc.array(fc.tuple(plain, variable)), check), runs);
});

test('slugOf leaves a slug unchanged, and its result is valid unless empty, too long or reserved by Windows', () => {
  const check = (name: string) => {
    const slug = slugOf(name);
    expect(slugOf(slug)).toBe(slug);
    expect(slug).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/);
    if (slug !== '' && slug.length <= 64 && !/^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(slug)) {
      expect(isSlug(slug)).toBe(true);
    }
  };
  fc.assert(fc.property(fc.oneof(anything, fc.string({ unit: 'grapheme', maxLength: 100 })), check), runs);
});

/** JSON with a value at a random place, and a path to that value in one of the notations. */
const placed = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constant('name' as const), fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,6}$/)),
      fc.tuple(fc.constant('quoted' as const), fc.string({ unit: 'grapheme', maxLength: 6 })),
      fc.tuple(fc.constant('index' as const), fc.integer({ min: -4, max: 3 })),
    ),
    { maxLength: 5 },
  )
  .map((steps) => {
    const path = steps.map(([kind, step]) =>
      kind === 'name' ? `.${step}` : kind === 'index' ? `[${step}]` : `[${JSON.stringify(step)}]`,
    );
    const json = steps.reduceRight<unknown>((inner, [, step]) => {
      if (typeof step === 'string') return Object.fromEntries([[step, inner]]);
      const list: unknown[] = ['-', '-', '-', '-'];
      list[step < 0 ? step + 4 : step] = inner;
      return list;
    }, 'found');
    return { path: `$${path.join('')}`, json };
  });

test('valueAt finds the value at a path', () => {
  const check = ({ path, json }: { path: string; json: unknown }) => {
    const parsed = parsePath(path);
    expect('steps' in parsed && valueAt(json, parsed.steps)).toBe('found');
  };
  fc.assert(fc.property(placed, check), runs);
});

test('parsePath accepts any text, and gives a reason if it is not a path', () => {
  const pieces = fc.string({
    unit: fc.constantFrom('$', '.', '[', ']', "'", '"', '\\', 'a', '0', '-', '*', '?'),
    maxLength: 12,
  });
  const check = (text: string) => {
    const parsed = parsePath(text);
    expect('steps' in parsed ? parsed.steps : parsed.fault).not.toBe('');
  };
  fc.assert(
    fc.property(
      fc.oneof(
        anything,
        pieces,
        pieces.map((text) => `$${text}`),
      ),
      check,
    ),
    runs,
  );
});

test('parseEnvFile returns every quoted value that fits on one line', () => {
  const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/);
  const value = fc
    .oneof(
      anything,
      fc.string({ unit: fc.constantFrom('"', "'", ' ', '=', '#', '$', '\\', 'a', '\u2028'), maxLength: 8 }),
    )
    // In double quotes, these escapes are line breaks.
    .filter((text) => !/[\r\n]|\\[nr]/.test(text));
  const line = fc.record({
    name,
    value,
    quote: fc.constantFrom("'", '"'),
    start: fc.constantFrom('', 'export ', '  '),
  });
  const check = (assignments: { name: string; value: string; quote: string; start: string }[]) => {
    const lines = assignments.map(({ start, name, quote, value }) => `${start}${name}=${quote}${value}${quote}`);
    const { values, diagnostics } = parseEnvFile('.env', ['# first', '', ...lines, ''].join('\r\n'));
    expect(diagnostics).toEqual([]);
    expect([...values]).toEqual(assignments.map(({ name, value }) => [name, value]));
  };
  fc.assert(fc.property(fc.uniqueArray(line, { selector: ({ name }) => name, maxLength: 6 }), check), runs);
});
