// The pages of docs that are generated from the source. `npm run docs` writes them, and test/pages.test.ts checks them.
import { existsSync, readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { formatErrorsPage } from '../src/diagnostics/errors-page.ts';
import { formatReference } from '../src/schema/published/reference.ts';

/** The example list for a diagnostic code. Undefined for codes that no list can cause. */
function errorFixture(code: string): string | undefined {
  const path = `test/fixtures/errors/${code}.yaml`;
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** The pages by path relative to the project's root, each with the function that formats it. */
export const pages: Readonly<Record<string, () => string>> = {
  'docs/errors.md': () => formatErrorsPage(errorFixture),
  'docs/reference.md': () => formatReference(stringify),
};
