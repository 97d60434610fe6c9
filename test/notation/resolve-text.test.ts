import { expect, test } from 'vitest';
import { resolveText } from '../../src/notation/resolve-text.ts';

const values = new Map(
  Object.entries({ a: '1', b: '<{{a}}>', c: '{{b}}{{b}}', empty: '', loop: '{{loop}}', dollar: '$&$1' }),
);

test.each([
  ['plain', 'plain'],
  ['{{a}}', '1'],
  ['x{{a}}y{{a}}', 'x1y1'],
  ['{{c}}', '<1><1>'],
  ['{{dollar}}', '$&$1'],
  // Postman also keeps a name that has no value.
  ['{{nope}} {{empty}} {{$guid}}', '{{nope}} {{empty}} {{$guid}}'],
  ['{{loop}}', '{{loop}}'],
])('resolveText(%j) is %j', (text, want) => {
  expect(resolveText(text, values)).toBe(want);
});
