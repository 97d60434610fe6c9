// The pages of docs that are made from the source, by path: `npm run docs` writes them, and test/pages.test.ts compares.
import { existsSync, readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { formatErrorsPage } from '../src/diagnostics/errors-page.ts';
import { formatReference } from '../src/schema/published/reference.ts';

/** The list that shows a code; undefined for codes that no list can cause. */
function errorFixture(code: string): string | undefined {
  const path = `test/fixtures/errors/${code}.yaml`;
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Each page with the function that makes its text. Paths are relative to the folder of the project. */
export const pages: Readonly<Record<string, () => string>> = {
  'docs/errors.md': () => formatErrorsPage(errorFixture),
  'docs/reference.md': () => formatReference(stringify),
};
