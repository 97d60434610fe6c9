import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pages } from '../.ci/pages.ts';
import { projectRoot } from './support/cli.ts';

// `npm run docs` writes the pages again. Review the difference before you commit it.
test.each(Object.entries(pages))('%s is up to date with the source', (path, format) => {
  expect(readFileSync(join(projectRoot, path), 'utf8')).toBe(format());
});
