import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml, stringify } from 'yaml';
import { loadWorkspace } from '../../src/library/workspace.ts';
import { endpointsOf } from '../../src/model/api.ts';
import { uploadsOf } from '../../src/model/body.ts';
import { secretKeys } from '../../src/secrets/secret-keys.ts';
import { atTheEnd } from '../support/at-the-end.ts';
import { cachedPackages } from '../support/cached-package.ts';
import { codesIn, projectRoot, startCli } from '../support/cli.ts';
import { type DescribedServer, startDescribedServer } from '../support/described-server.ts';
import { tempFolder } from '../support/temp-folder.ts';

const data = join(process.env.POSTMINT_DATA ?? join(projectRoot, '..', 'shared', 'data'), 'cells');

/** Descriptions, and what import is called with. */
const descriptions = [
  { name: 'Pydio Cells v1', file: join(data, 'swagger-v1.5.3.json'), operations: 99, args: ['--prefix', '/a'] },
  { name: 'Pydio Cells v4', file: join(data, 'swagger-v4.0.2.json'), operations: 108, args: ['--prefix', '/a'] },
  { name: 'Pydio Cells v5', file: join(data, 'swagger-v5-pre.yml'), operations: 113, args: ['--prefix', '/a'] },
  { name: 'GitHub', file: 'github', operations: 1223, args: [] },
];

function fileOf({ file }: { file: string }): string {
  if (file !== 'github') return file;
  const cached = cachedPackages('descriptions', { '@octokit/openapi': '23.0.2' });
  if ('reason' in cached) throw new Error(cached.reason);
  return join(cached.folder, '@octokit', 'openapi', 'generated', 'api.github.com.json');
}

const read = (path: string) => {
  const text = readFileSync(path, 'utf8');
  // Lines that go on in the column of their key, which the parser refuses.
  return path.endsWith('.json') ? JSON.parse(text) : parseYaml(text.replace(/\\\n\s+\\ /g, ' '));
};

/** A list that was imported, with values for all of its variables, and the server of its description. */
async function imported(
  description: (typeof descriptions)[number],
): Promise<{ cwd: string; server: DescribedServer; row: object; env: Record<string, string> }> {
  const file = fileOf(description);
  const server = await startDescribedServer(read(file), description.args[1] ?? '');
  atTheEnd(() => server.close());
  const cwd = tempFolder();
  const { code, stderr } = await startCli(
    ['import', file, '--auth', 'none', '--base-url', server.origin, ...description.args],
    { cwd },
  ).ended;
  expect([code, stderr.match(/(?:error|warning)\[.*/g)]).toEqual([0, null]);
  const generated = await startCli(['generate'], { cwd }).ended;
  expect([generated.code, codesIn(generated.stderr).filter((found) => found !== 'upload-missing')]).toEqual([0, []]);
  const { value } = await loadWorkspace('endpoints.yaml', cwd);
  if (!value) throw new Error('the list has errors');
  for (const { path } of endpointsOf(value.api.items).flatMap(uploadsOf)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), 'bytes');
  }
  const empty = value.api.variables.filter(({ name }) => (value.api.environments[0]?.values.get(name) ?? '') === '');
  const plain = empty.filter(({ secret }) => !secret).map(({ name }) => [name, '1']);
  const secrets = empty
    .filter(({ secret }) => secret)
    .map(({ name }) => [secretKeys(value.api, 'main', name)[0] ?? name, 'secret-of-the-test']);
  // Other servers of the description, such as one for uploads, are this one too.
  const others = [...(value.api.environments[0]?.values ?? [])].flatMap(([name, text]) =>
    name !== 'base_url' && text.startsWith('https://') ? [[name, server.origin]] : [],
  );
  return { cwd, server, row: Object.fromEntries([...plain, ...others]), env: Object.fromEntries(secrets) };
}

describe.each(descriptions)('$name', (description) => {
  test.skipIf(description.file !== 'github' && !existsSync(description.file))(
    `all ${description.operations} operations are sent as the description says`,
    async () => {
      const { cwd, server, row, env } = await imported(description);
      expect(server.operations).toHaveLength(description.operations);
      writeFileSync(join(cwd, 'row.json'), JSON.stringify([row]));
      const { code, stdout, stderr } = await startCli(['run', '--unsafe', '--data', 'row.json', '--timeout', '5m'], {
        cwd,
        env,
      }).ended;
      expect([code, stderr.slice(-2000)]).toEqual([0, expect.anything()]);
      expect(server.faults).toEqual([]);
      expect(server.operations.filter((operation) => !server.fits.has(operation))).toEqual([]);
      expect([code, stdout.trim().split('\n').at(-1)]).toEqual([0, expect.stringMatching(/^passed: /)]);
    },
  );
});

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Entry = Record<string, unknown> & { request: string };

/** Mistakes in a request, which a server that knows the description must see. Undefined where one cannot be made. */
const mutations: Record<string, (entry: Entry) => Entry | undefined> = {
  'another method': (entry) => ({ ...entry, request: entry.request.replace(/^\S+/, 'PURGE') }),
  'a mistyped path': (entry) => ({ ...entry, request: entry.request.replace(/^(\S+ \/[^/{]+\/[^/{]+)/, '$1x') }),
  'a segment too many': (entry) => ({ ...entry, request: `${entry.request}/x/y` }),
  'a parameter that is not documented': (entry) => ({
    ...entry,
    query: { ...(entry.query as object), notDocumented: 1 },
  }),
  'a body that is missing': ({ json, ...entry }) => (json === undefined ? undefined : (entry as Entry)),
  'a body of another type': (entry) => (entry.json === undefined ? undefined : { ...entry, json: ['text', 1] }),
};

describe('50 mutations of a list', () => {
  test.skipIf(!existsSync(data))('each is refused by the server', async () => {
    const description = descriptions[1] as (typeof descriptions)[number];
    const { cwd, server, row, env } = await imported(description);
    const list = parseYaml(readFileSync(join(cwd, 'endpoints.yaml'), 'utf8'));
    const entries: Entry[] = list.endpoints.flatMap(({ endpoints }: { endpoints: Entry[] }) => endpoints);
    const random = seeded(12);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const mutants: Entry[] = [];
    while (mutants.length < 50) {
      const [name, mutate] = pick(Object.entries(mutations));
      const mutant = mutate(pick(entries));
      if (mutant) mutants.push({ ...mutant, name: `${mutants.length + 1}: ${name} (${mutant.request})` });
    }
    writeFileSync(join(cwd, 'endpoints.yaml'), stringify({ ...list, endpoints: mutants }));
    writeFileSync(join(cwd, 'row.json'), JSON.stringify([row]));
    expect((await startCli(['generate'], { cwd }).ended).code).toBe(0);
    const { code, stdout } = await startCli(['run', '--unsafe', '--data', 'row.json', '--report', 'json=report.json'], {
      cwd,
      env,
    }).ended;
    const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'));
    const passed = report.requests.filter(({ outcome }: { outcome: string }) => outcome === 'passed');
    expect(passed.map((request: { name: string }) => request.name)).toEqual([]);
    expect([code, server.faults.length, stdout.includes('50 failed')]).toEqual([1, 50, true]);
  });
});
