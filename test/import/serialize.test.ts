import { describe, expect, test } from 'vitest';
import { givenValue, literalOf, serialize, serializeInPath, textOfValue } from '../../src/import/entries/serialize.ts';
import type { Parameter } from '../../src/import/openapi/description.ts';

const parameter = (more: Partial<Parameter>): Parameter => ({
  pointer: '#',
  name: 'p',
  in: 'query',
  isRequired: true,
  isDeprecated: false,
  schema: {},
  style: 'form',
  explode: true,
  isRaw: false,
  ...more,
});

describe('a value in a query is sent in its style', () => {
  const list = ['a', 'b'];
  const map = { x: 1, y: 'z' };
  const rows: [title: string, more: Partial<Parameter>, value: unknown, want: [string, unknown][]][] = [
    ['text', {}, 'a', [['p', 'a']]],
    ['a number', {}, 1.5, [['p', 1.5]]],
    ['nothing', {}, null, [['p', '']]],
    ['a list, repeated', {}, list, [['p', ['a', 'b']]]],
    ['a list with commas', { explode: false }, list, [['p', 'a,b']]],
    ['a list with spaces', { style: 'spaceDelimited', explode: false }, list, [['p', 'a b']]],
    ['a list with bars', { style: 'pipeDelimited', explode: false }, list, [['p', 'a|b']]],
    ['a list with tabs', { style: 'tabDelimited', explode: false }, list, [['p', 'a\tb']]],
    [
      'an object, each key',
      {},
      map,
      [
        ['x', 1],
        ['y', 'z'],
      ],
    ],
    [
      'an object in brackets',
      { style: 'deepObject' },
      map,
      [
        ['p[x]', 1],
        ['p[y]', 'z'],
      ],
    ],
    ['an object with commas', { explode: false }, map, [['p', 'x,1,y,z']]],
    ['an object in a header', { style: 'simple', explode: true }, map, [['p', 'x=1,y=z']]],
    ['JSON', { mediaType: 'application/json' }, map, [['p', '{"x":1,"y":"z"}']]],
    ['JSON that is text', { mediaType: 'application/json' }, 'a', [['p', 'a']]],
  ];
  test.each(rows)('%s', (_, more, value, want) => {
    expect(serialize(parameter(more), value).map(({ key, value: text }) => [key, text])).toEqual(want);
  });
});

describe('a value in a path is sent in its style (RFC 6570)', () => {
  const rows: [style: string, explode: boolean, value: unknown, want: string][] = [
    ['simple', false, 5, '5'],
    ['simple', false, [1, 2], '1,2'],
    ['simple', true, { x: 1 }, 'x=1'],
    ['label', false, 5, '.5'],
    ['label', false, [1, 2], '.1,2'],
    ['label', true, [1, 2], '.1.2'],
    ['matrix', false, 5, ';p=5'],
    ['matrix', false, [1, 2], ';p=1,2'],
    ['matrix', true, [1, 2], ';p=1;p=2'],
    ['matrix', true, { x: 1, y: 2 }, ';x=1;y=2'],
  ];
  test.each(rows)('%s, explode %s: %j is %s', (style, explode, value, want) => {
    expect(serializeInPath(parameter({ in: 'path', style, explode }), value)).toBe(want);
  });
});

describe('the value of a parameter', () => {
  const rows: [title: string, more: Partial<Parameter>, want: unknown][] = [
    ['its example', { example: 3, schema: { default: 4 } }, 3],
    ['the example of its schema', { schema: { example: 'a', default: 'b' } }, 'a'],
    ['the first of its examples', { schema: { examples: ['a', 'b'] } }, 'a'],
    ['its default', { schema: { default: false, enum: [true] } }, false],
    ['its constant', { schema: { const: 'x' } }, 'x'],
    ['the first of its values', { schema: { enum: ['x', 'y'] } }, 'x'],
    ['that of an item', { schema: { type: 'array', items: { enum: ['x'] } } }, ['x']],
    ['none', { schema: {} }, undefined],
  ];
  test.each(rows)('%s', (_, more, want) => {
    expect(givenValue(parameter(more))).toEqual(want);
  });

  test.each([
    [{ example: 'a' }, 'a'],
    [{ example: true }, true],
    [{ example: ['a', 'b'] }, 'a,b'],
    [{ example: ['a', 'b'], in: 'path', style: 'matrix' } as const, 'a,b'],
    [{ example: '{{x}}' }, undefined],
    [{ example: '' }, undefined],
    [{ example: '\u202e' }, undefined],
    [{ example: 'a\u202eb' }, 'ab'],
    [{}, undefined],
  ])('%j as a literal is %j', (more, want) => {
    expect(literalOf(parameter(more as Partial<Parameter>))).toBe(want);
  });

  test('digits stay', () => {
    expect(textOfValue('\u000012345678901234567890')).toBe('12345678901234567890');
  });
});
