import { expect, test } from 'vitest';
import { remember } from '../../src/notation/remember.ts';

test('a result is computed once for each text, also if it is undefined', () => {
  const asked: string[] = [];
  const find = remember((text) => {
    asked.push(text);
    return text === 'a' ? undefined : text.length;
  });
  expect(['a', 'bc', 'a', 'bc', 'constructor'].map(find)).toEqual([undefined, 2, undefined, 2, 11]);
  expect(asked).toEqual(['a', 'bc', 'constructor']);
});

test('after many texts, all results are forgotten', () => {
  let computed = 0;
  const find = remember((text) => {
    computed++;
    return text;
  });
  for (let number = 0; number <= 10_000; number++) find(`${number}`);
  find('0');
  expect(computed).toBe(10_002);
  find('10000');
  expect(computed).toBe(10_002);
});
