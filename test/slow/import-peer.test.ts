// biome-ignore-all lint/suspicious/noExplicitAny: collections are JSON of any shape
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { generate } from '../../src/library/generate.ts';
import { importDescription } from '../../src/library/import-description.ts';
import { loadList } from '../../src/library/load-list.ts';
import { toSource } from '../../src/source/read.ts';
import { cachedPackages } from '../support/cached-package.ts';
import { projectRoot } from '../support/cli.ts';
import { lostIn } from '../support/import/lost-in.ts';

type Tree = Record<string, any>;

const data = join(process.env.POSTMINT_DATA ?? join(projectRoot, '..', 'shared', 'data'), 'cells');
const page = readFileSync(join(projectRoot, 'docs', 'import.md'), 'utf8');
/** The rows of the table of differences. */
const rows = [...page.matchAll(/^\| (headers|query-\w+|body-\w+|auth|missing) \|/gm)].map(([, what = '']) => what);
const found = new Set<string>();

const descriptions = [
  { name: 'Pydio Cells v1', path: join(data, 'swagger-v1.5.3.json'), operations: 99 },
  { name: 'Pydio Cells v4', path: join(data, 'swagger-v4.0.2.json'), operations: 108 },
  { name: 'Pydio Cells v5', path: join(data, 'swagger-v5-pre.yml'), operations: 113 },
  { name: 'GitHub', path: '', operations: 1223 },
];

function installed(name: string, packages: Record<string, string>): string {
  const cached = cachedPackages(name, packages);
  if ('reason' in cached) throw new Error(cached.reason);
  return cached.folder;
}

/** The other program makes examples by chance, one in thirty of them with an empty list. A seed makes them the same. */
let seed = 1;
Math.random = () => {
  seed = (seed * 16807) % 2147483647;
  return seed / 2147483647;
};

/** The collection of the other program. */
async function theirs(text: string): Promise<Tree> {
  seed = 1;
  const folder = installed('openapi-to-postman', { 'openapi-to-postmanv2': '6.3.3' });
  const converter = createRequire(join(folder, 'of-the-test.js'))('openapi-to-postmanv2');
  return new Promise((resolve, reject) => {
    converter.convertV2({ type: 'string', data: text }, {}, (error: unknown, { output, reason }: Tree) =>
      output ? resolve(output[0].data) : reject(error ?? new Error(reason)),
    );
  });
}

async function ours(path: string, text: string): Promise<Tree> {
  const { value } = await importDescription(toSource(path, text), { groupBy: 'tag', schemas: false, auth: 'none' });
  const read = Object.assign(() => ({ diagnostics: [] }), { find: () => [], check: () => [] });
  const loaded = loadList(toSource('endpoints.yaml', value?.text ?? ''), read as never);
  if (!loaded.value) throw new Error('the list has errors');
  return generate(loaded.value)[0]?.content as Tree;
}

/** The requests of a collection by method and path, with parameters as `{}`. */
function requestsOf(items: readonly Tree[]): Map<string, Tree> {
  const all = new Map<string, Tree>();
  for (const { item, request } of items) {
    if (item) for (const [key, own] of requestsOf(item)) all.set(key, own);
    if (!request) continue;
    const path = (request.url.path ?? []).map((segment: string) =>
      segment.startsWith(':') ? '{}' : segment.replace(/\{\{[^}]+\}\}|\{[^}]+\}/g, '{}'),
    );
    all.set(`${request.method} /${path.join('/')}`, request);
  }
  return all;
}

const keysOf = (list: readonly Tree[] = []) => list.map(({ key }) => key).sort();
const sent = (list: readonly Tree[] = []) => keysOf(list.filter(({ disabled }) => !disabled));

function bodyKeys({ body = {} }: Tree): string[] {
  try {
    const json = JSON.parse(body.raw);
    return Array.isArray(json) ? ['a list'] : Object.keys(json).sort();
  } catch {
    return body.mode === undefined ? [] : [body.mode, ...keysOf(Array.isArray(body[body.mode]) ? body[body.mode] : [])];
  }
}

/** Notes a difference, which must have its reason. */
function differ(what: string, isAllowed: boolean, details: unknown): unknown[] {
  found.add(what);
  return isAllowed ? [] : [{ what, details }];
}

function compare(own: Tree, other: Tree, operation: string, isExample: boolean): unknown[] {
  const is = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const [ownQuery, otherQuery] = [own.url.query, other.url.query];
  const names = [...new Set(keysOf(otherQuery))];
  const headers = keysOf(other.header).filter((key) => !/^(?:accept|content-type)$/i.test(key));
  const isFewer = sent(ownQuery).every((key) => sent(otherQuery).includes(key));
  return [
    ...(is(keysOf(own.header), keysOf(other.header))
      ? []
      : differ(
          'headers',
          is(
            keysOf(own.header).filter((key) => key !== 'Content-Type'),
            headers,
          ),
          [operation, own.header, other.header],
        )),
    ...(is(sent(ownQuery), sent(otherQuery))
      ? []
      : differ('query-sent', isFewer, [operation, sent(ownQuery), sent(otherQuery)])),
    ...(is(keysOf(ownQuery), keysOf(otherQuery))
      ? []
      : differ('query-keys', is([...new Set(keysOf(ownQuery))], names), [
          operation,
          keysOf(ownQuery),
          keysOf(otherQuery),
        ])),
    ...(is(bodyKeys(own), bodyKeys(other))
      ? []
      : differ('body-keys', isExample, [operation, bodyKeys(own), bodyKeys(other)])),
    ...(own.auth?.type === other.auth?.type ? [] : differ('auth', false, [operation, own.auth, other.auth])),
  ];
}

test('every pointer of GitHub’s description is in the files or in the summary', async () => {
  const folder = installed('descriptions', { '@octokit/openapi': '23.0.2' });
  expect(await lostIn(join(folder, '@octokit', 'openapi', 'generated', 'api.github.com.json'), false)).toEqual([]);
});

describe('each operation, beside what openapi-to-postmanv2 makes of it', () => {
  const present = descriptions.filter(({ path }) => path === '' || existsSync(path));
  test.each(present)('$name', async ({ path, operations }) => {
    const file =
      path ||
      join(
        installed('descriptions', { '@octokit/openapi': '23.0.2' }),
        '@octokit',
        'openapi',
        'generated',
        'api.github.com.json',
      );
    const text = readFileSync(file, 'utf8');
    const [other, own] = [requestsOf((await theirs(text)).item), requestsOf((await ours(file, text)).item)];
    expect(own.size).toBe(other.size);
    expect(operations - own.size).toBeLessThan(3);
    const unexplained = [...other].flatMap(([key, request]) => {
      const mine = own.get(key);
      return mine ? compare(mine, request, key, path === '') : differ('missing', false, key);
    });
    expect(unexplained).toEqual([]);
  });

  afterAll(() => {
    if (existsSync(data)) expect([...found].sort()).toEqual([...rows].sort());
  });
});
