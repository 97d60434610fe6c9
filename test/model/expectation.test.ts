import { expect, test } from 'vitest';
import { neededAssertion } from '../../src/model/expectation.ts';
import { readScripts } from '../../src/source/templates.ts';

// The other names are filled into their scripts.
test('a request without its values is stopped by the assertion of that name', () => {
  expect(neededAssertion).not.toBe('');
  expect(readScripts().get('need-saved')).toContain(`pm.test("${neededAssertion}"`);
});
