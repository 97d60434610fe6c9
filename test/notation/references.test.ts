import { describe, expect, test } from 'vitest';
import { findReferences, isVariableName, soleReference } from '../../src/notation/references.ts';

describe('findReferences', () => {
  // Each reference as `name@start-end`, with a "!" when it has a fault.
  test.each<[string, string[]]>([
    ['', []],
    ['plain { text }', []],
    ['{{a}}', ['a@0-5']],
    ['x{{a}}y{{b}}z', ['a@1-6', 'b@7-12']],
    ['{{a}}{{b}}', ['a@0-5', 'b@5-10']],
    ['{{a.b-c_1}}', ['a.b-c_1@0-11']],
    ['{{$guid}}', ['$guid@0-9']],
    ['{"a":"{{b}}"}', ['b@6-11']],
    ['{{ a }}', [' a @0-7!']],
    ['{{}}', ['@0-4!']],
    ['{{{a}}}', ['a@0-6!']],
    ['{{a}}}', ['a@0-5']],
    ['{"n":{{a}}}', ['a@5-10']],
    ['{{{a}} }', ['a@1-6']],
    ['{{1a}}', ['1a@0-6!']],
    ['{{a b}}', ['a b@0-7!']],
    ['{{ä}}', ['ä@0-5!']],
    ['{{$a b}}', ['$a b@0-8!']],
    ['{{constructor}}', ['constructor@0-15!']],
    ['{{a}', ['a}@0-4!']],
    ['{{a/b', ['a@0-3!']],
    ['{{a/{{b}}', ['a@0-3!', 'b@4-9']],
    ['{{', ['@0-2!']],
  ])('%j', (text, want) => {
    const found = findReferences(text).map(
      ({ name, start, end, fault }) => `${name}@${start}-${end}${fault ? '!' : ''}`,
    );
    expect(found).toEqual(want);
  });
});

test.each([
  ['a', true],
  ['_', true],
  ['A9.b-c_d', true],
  [`a${'b'.repeat(63)}`, true],
  [`a${'b'.repeat(64)}`, false],
  ['', false],
  ['9a', false],
  ['-a', false],
  ['a b', false],
  ['é', false],
  ['$guid', false],
  ['toString', false],
  ['__proto__', false],
  ['hasOwnProperty', false],
])('isVariableName(%j) is %j', (name, want) => {
  expect(isVariableName(name)).toBe(want);
});

test.each([
  ['{{a}}', 'a'],
  ['{{$guid}}', '$guid'],
  [' {{a}}', undefined],
  ['{{a}}{{b}}', undefined],
  ['a', undefined],
])('soleReference(%j) is %j', (text, want) => {
  expect(soleReference(text)).toBe(want);
});
