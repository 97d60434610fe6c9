import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { keywords } from '../../../src/model/check/schema-keywords.ts';

test('the keywords are those of the meta-schema of draft 7', () => {
  const draft = createRequire(import.meta.url)('ajv/lib/refs/json-schema-draft-07.json') as { properties: object };
  // It leaves out one that the text of the standard has (validation, section 10.3).
  const further = keywords.filter((keyword) => !Object.hasOwn(draft.properties, keyword));
  expect([...keywords].filter((keyword) => !further.includes(keyword)).sort()).toEqual(
    Object.keys(draft.properties).sort(),
  );
  expect(further).toEqual(['writeOnly']);
});
