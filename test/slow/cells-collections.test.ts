// biome-ignore-all lint/suspicious/noExplicitAny: a list is changed as plain YAML
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml, stringify } from 'yaml';
import { loadWorkspace } from '../../src/library/workspace.ts';
import { endpointsOf } from '../../src/model/api.ts';
import { secretKeys } from '../../src/secrets/secret-keys.ts';
import { startServer } from '../../src/server/server.ts';
import { atTheEnd } from '../support/at-the-end.ts';
import { cli, projectRoot } from '../support/cli.ts';
import { startDescribedServer } from '../support/described-server.ts';
import { tempFolder } from '../support/temp-folder.ts';

const data = join(process.env.POSTMINT_DATA ?? join(projectRoot, '..', 'shared', 'data'), 'cells');
const collections = [
  { version: 'v1', file: 'swagger-v1.5.3.json', operations: 99 },
  { version: 'v4', file: 'swagger-v4.0.2.json', operations: 108 },
  { version: 'v5', file: 'swagger-v5-pre.yml', operations: 113 },
];

/** A copy of a collection, in which the local environment is a server of the test. */
async function copied(version: string, origin: string, change: (list: any) => void = () => undefined) {
  const cwd = tempFolder();
  cpSync(join(projectRoot, 'collections', `pydio-cells-${version}`), cwd, { recursive: true });
  const list = parseYaml(readFileSync(join(cwd, 'endpoints.yaml'), 'utf8'));
  list.environments.local = { ...list.environments.local, base_url: origin, allow_unsafe: true };
  change(list);
  writeFileSync(join(cwd, 'endpoints.yaml'), stringify(list));
  const generated = await cli(['generate', '--force'], { cwd });
  expect([generated.code, generated.stderr]).toEqual([0, '']);
  const { value } = await loadWorkspace('endpoints.yaml', cwd);
  if (!value) throw new Error('the list has errors');
  const secrets = value.api.variables.filter(({ secret, produced }) => secret && !produced);
  const env = Object.fromEntries(
    secrets.map(({ name }) => [secretKeys(value.api, 'local', name)[0] ?? name, `${name}-of-the-test`]),
  );
  return { cwd, env, api: value.api };
}

describe.each(collections)('collections/pydio-cells-$version', ({ version, file, operations }) => {
  const description = join(data, file);

  test.skipIf(!existsSync(data))(
    'has every operation of the description, and an update has nothing to do',
    async () => {
      const cwd = join(projectRoot, 'collections', `pydio-cells-${version}`);
      const { code, stdout } = await cli(
        ['check', '--against', description, '--min-coverage', '100', '--format', 'json'],
        { cwd },
      );
      const { against } = JSON.parse(stdout);
      expect([code, against.operations, against.covered, against.gone]).toEqual([0, operations, operations, []]);
      // The descriptions of v4 and v5 forget the body of an upload.
      expect(against.differences.map(({ name, what }: { name: string; what: string }) => `${name}: ${what}`)).toEqual(
        version === 'v1' ? [] : ['Upload an image: a body is not documented'],
      );
      const update = await cli(['import', description, '--update', '--dry-run'], { cwd });
      expect([update.code, update.stdout, update.stderr]).toEqual([0, '', 'endpoints.yaml: no difference\n']);
    },
  );

  test.skipIf(!existsSync(data))('a server that knows only the description accepts each request', async () => {
    const text = readFileSync(description, 'utf8');
    const root = file.endsWith('.json') ? JSON.parse(text) : parseYaml(text.replace(/\\\n\s+\\ /g, ' '));
    const server = await startDescribedServer(root, '/a');
    atTheEnd(() => server.close());
    // The server's answers are empty, so nothing can be saved from them.
    const { cwd, env } = await copied(version, server.origin, (list) => {
      // It has no sign-in.
      if (version === 'v1') {
        list.auth = 'pydio-cells-token';
        list.identities.s3.access_key = '{{access_token}}';
        list.variables.password = { secret: true };
      }
      // Its paths have one segment for each parameter.
      list.variables.FullPath.value = '1';
      for (const name of ['node_uuid', 'user_uuid', 'workspace_uuid']) list.variables[name].value = '1';
      for (const { endpoints } of list.endpoints) {
        for (const entry of endpoints) {
          delete entry.save;
          if (typeof entry.expect === 'object') entry.expect = entry.expect.status;
        }
      }
    });
    const { stderr } = await cli(['run', '-e', 'local', '--unsafe', '--not-tag', 's3'], { cwd, env });
    expect(stderr).not.toContain('error[un');
    const own = server.faults.filter(
      (fault) => !/ \/(?:v2|io)\//.test(fault) && !fault.startsWith('POST /a/frontend/binaries'),
    );
    expect(own).toEqual([]);
    const sent = server.operations.filter((operation) => server.fits.has(operation));
    expect(sent.length).toBeGreaterThanOrEqual(operations - 3);
  });

  test('runs green against its own server, with the journey and its clean-up', async () => {
    const { api } = await copied(version, 'http://127.0.0.1:1');
    const typed = api.variables.filter(({ secret, produced }) => secret && !produced);
    const values = new Map([
      ...(api.environments[0]?.values ?? []),
      ...typed.map(({ name }) => [name, `${name}-of-the-test`] as const),
    ]);
    const serve = async () => {
      const server = await startServer({ api, values, port: 0 });
      atTheEnd(() => server.close());
      return server.origin;
    };
    const { cwd, env } = await copied(version, await serve());
    const { code, stdout, stderr } = await cli(['run', '-e', 'local', '--unsafe'], { cwd, env });
    expect([code, stderr]).toEqual([0, '']);
    // Only v1 has a token request.
    const requests = endpointsOf(api.items).length + (version === 'v1' ? 1 : 0);
    expect(stdout).toContain(`passed: ${requests} requests sent`);
    // Without --unsafe, what needs the folder of the journey is left out with it.
    const plain = await cli(['run', '-e', 'local', '--var', `base_url=${await serve()}`], { cwd, env });
    expect([plain.code, plain.stderr]).toEqual([0, '']);
    expect(plain.stdout).not.toMatch(/^. 200.*Look at the folder/m);
  });
});
