import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseQuietly } from '../../src/notation/json/json-number.ts';
import { cachedPackages } from '../support/cached-package.ts';
import { type ForeignRun, playBoth, playOwn } from '../support/foreign/both-runners.ts';
import { ownCollections } from '../support/foreign/collections.ts';
import { findStockNewman } from '../support/stock-newman.ts';

/*
 * Collections that people wrote: newman as published and postmint send the same requests in the same order, and report the
 * same tests. Exit codes may differ where newman is green and should not be; these are in a table.
 */

const newman = findStockNewman();
const packages = cachedPackages('foreign-collections', { newman: '3.10.0', 'insomnia-importers': '3.6.0' });
if ('reason' in newman || 'reason' in packages) process.stderr.write('skipped: newman cannot be installed\n');
const isThere = 'path' in newman && 'folder' in packages;
const root = 'folder' in packages ? packages.folder : '';

/** Files below a folder that are collections of any version. */
function collectionsIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return name === 'node_modules' ? [] : collectionsIn(path);
      if (!name.endsWith('.json')) return [];
      const json = parseQuietly(readFileSync(path, 'utf8'), JSON.parse) as {
        item?: unknown;
        order?: unknown;
        requests?: unknown;
      };
      return Array.isArray(json?.item) || (Array.isArray(json?.order) && json?.requests) ? [path] : [];
    });
}

const files = isThere ? ['newman', 'insomnia-importers'].flatMap((name) => collectionsIn(join(root, name))) : [];

/** A collection with the files beside it that have its name. */
function runOf(path: string): ForeignRun {
  const beside = (ending: string): string | undefined => {
    const other = path.replace('collection.json', ending);
    try {
      return other === path ? undefined : readFileSync(other, 'utf8');
    } catch {
      return undefined;
    }
  };
  const [environment, globals, data] = ['environment.json', 'globals.json', 'data.json'].map(beside);
  return {
    collection: JSON.parse(readFileSync(path, 'utf8')),
    ...(environment ? { environment: JSON.parse(environment) } : {}),
    ...(globals ? { globals: JSON.parse(globals) } : {}),
    ...(data ? { data: { text: data, ending: 'json' } } : {}),
  };
}

/** Runs that end in another way here than with newman, and why. */
const explained: Readonly<Record<string, string>> = {
  'newman/examples/v1.postman_collection.json': 'format v1 is not read',
  'newman/test/integration/multi-level-folders-v1.postman_collection.json': 'format v1 is not read',
  'newman/test/integration/tc4/tc4.postman_collection.json': 'a file that is not there is an error before the run',
  'insomnia-importers/src/importers/fixtures/postman/complex-v2_0-input.json': 'a file that is not there',
  'insomnia-importers/src/importers/fixtures/postman/complex-v2_1-input.json': 'a file that is not there',
};
/** Runs in which a request gets no answer: newman runs its tests all the same, and ends with 1. */
const unanswered = ['newman/test/fixtures/run/ssl-client-cert.json'];
const refused = Object.keys(explained);

/** Our exit code for one of newman's, which is 1 for every failure, and 0 for an error that no test looks at. */
function codeFor(code: number | null, output: string): number | null {
  if (code === 0) return output.includes('error[untested-error]') ? 1 : 0;
  return output.includes('error[request-failed]') ? 4 : code;
}

describe.skipIf(!isThere)('collections of newman 3.10.0 and insomnia-importers 3.6.0', () => {
  test('there are at least 55', () => expect(files.length).toBeGreaterThanOrEqual(55));

  const names = files.map((path) => relative(root, path));
  test('the table names only files that are there', () => {
    expect([...refused, ...unanswered].filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(names.filter((name) => !refused.includes(name) && !unanswered.includes(name)))('%s', async (name) => {
    const { stock, own } = await playBoth(runOf(join(root, name)));
    expect(own.paragraphs).toEqual(stock.paragraphs);
    expect(own.assertions).toEqual(stock.assertions);
    expect([own.code, own.output]).toEqual([codeFor(stock.code, own.output), own.output]);
  });

  test.each(refused)('%s is refused before the run', async (name) => {
    const own = await playOwn(runOf(join(root, name)));
    expect(own.code).toBe(2);
    expect(own.output.match(/error\[[\w-]+\]/g)).toHaveLength(1);
    expect(own.paragraphs).toEqual([]);
  });

  test.each(unanswered)('%s ends with 4', async (name) => {
    const { stock, own } = await playBoth(runOf(join(root, name)));
    expect([stock.code, own.code]).toEqual([1, 4]);
  });
});

describe.skipIf(!isThere)('collections of our own, for what people do in theirs', () => {
  test.each(Object.entries(ownCollections))('%s', async (_, run) => {
    const { stock, own } = await playBoth(run);
    expect(own.paragraphs).toEqual(stock.paragraphs);
    expect(own.assertions).toEqual(stock.assertions);
    expect([own.code, own.output]).toEqual([stock.code, own.output]);
  });
});
