import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/notation/json/canonical-json.ts';

describe('JSON is the same for equal content', () => {
  const rows: [title: string, value: unknown, want: string][] = [
    ['keys are sorted, in all levels', { b: [{ d: 1, c: 2 }], a: null }, '{"a":null,"b":[{"c":2,"d":1}]}'],
    ['keys without a value are omitted', { a: undefined, b: 1 }, '{"b":1}'],
    ['an item without a value is null', [undefined, 1], '[null,1]'],
    ['no value is null', undefined, 'null'],
    ['numbers as keys are sorted as texts', { 9: 1, 10: 2, a: 3 }, '{"10":2,"9":1,"a":3}'],
    ['a text that looks like such a key is kept', { b: '{"9":1}', a: ',"1":' }, '{"a":",\\"1\\":","b":"{\\"9\\":1}"}'],
    ['a key with a meaning in JavaScript', JSON.parse('{"a":1,"__proto__":{"b":2}}'), '{"__proto__":{"b":2},"a":1}'],
    ['a value that converts itself', { a: { toJSON: () => ({ c: 1, b: 2 }) }, 1: 0 }, '{"1":0,"a":{"b":2,"c":1}}'],
  ];
  test.each(rows)('%s', (_, value, want) => {
    expect(canonicalJson(value)).toBe(want);
  });
});

test('the order of keys does not matter, and nothing is lost', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('1', '10', '9', '01', '-1', 'constructor'));
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(key, tie('json'), { maxKeys: 5, noNullPrototype: true }),
    ),
  })) as { json: fc.Arbitrary<unknown> };
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, item]) => [name, reversed(item)]),
    );
  };
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(value);
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 300) },
  );
});
