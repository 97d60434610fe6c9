import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pages } from '../.ci/pages.ts';
import { projectRoot } from './support/cli.ts';

// `npm run docs` writes them again: read the difference before it is committed.
test.each(Object.entries(pages))('%s is what the source says', (path, format) => {
  expect(readFileSync(join(projectRoot, path), 'utf8')).toBe(format());
});
