import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeFiles } from '../../src/library/check.ts';
import { generate } from '../../src/library/generate.ts';
import { run } from '../../src/library/run.ts';
import type { Api } from '../../src/model/api.ts';
import type { Collection } from '../../src/postman/v2/types.ts';
import { startServer } from '../../src/server/server.ts';
import { apiOf } from '../support/api-of.ts';
import { projectRoot } from '../support/cli.ts';
import { officialSchema, validateBundled } from '../support/collection-schema.ts';
import { newmanHere } from '../support/newman-here.ts';
import {
  listOfTemplate,
  notChecked,
  rightSecret,
  type ServedTemplate,
  servedTemplates,
} from '../support/served-templates.ts';

const discovery = '200 GET /oidc/.well-known/openid-configuration';

/** Serves a list. `runWith` runs it against that server; `wrong` names a secret to replace by a wrong value. */
async function serve(api: Api, { secrets }: ServedTemplate) {
  const [environment] = api.environments;
  const [collection, file] = generate(api).map((file) => file.content);
  if (!environment || !collection || !file) throw new Error('the list has no environment');
  const requests: string[] = [];
  const given = new Map([...environment.values, ...secrets.map((name) => [name, rightSecret(name)] as const)]);
  const onRequest = (method: string, path: string, status: number) => requests.push(`${status} ${method} ${path}`);
  const server = await startServer({ api, values: given, port: 0, onRequest });
  const files = { collection, environment: file };
  const selection = { folders: [], tags: [], notTags: [], unsafe: false };
  const input = { api, environment, files, secrets: [], runner: newmanHere(files) };
  const runWith = async (wrong?: string) => {
    requests.length = 0;
    const values = new Map([...given, ['base_url', server.origin], ...(wrong ? [[wrong, 'wrong'] as const] : [])]);
    const { value, diagnostics } = await run({ ...input, values, selection });
    const reported = (value?.diagnostics ?? diagnostics).map(({ code, message }) => ({ code, message }));
    return { exit: value?.exitCode, requests: [...requests], reported };
  };
  return { runWith, close: () => server.close() };
}

test('each template has a row, and each of its secrets a refusal', () => {
  const files = readdirSync(join(projectRoot, 'templates', 'auth'));
  expect(Object.keys(servedTemplates)).toEqual(files.map((name) => name.replace(/\.yaml$/, '')).sort());
  for (const [name, { secrets, wrong }] of Object.entries(servedTemplates)) {
    expect([name, ...Object.keys(wrong).sort()]).toEqual([name, ...secrets]);
  }
});

describe.each(Object.entries(servedTemplates))('%s', (template, row) => {
  const api = apiOf(listOfTemplate(template, row));
  const { tokenPath, discovers, secrets } = row;
  const before = discovers ? [discovery] : [];
  let served: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    served = await serve(api, row);
  });
  afterAll(() => served.close());

  test('needs exactly the secrets of its row', () => {
    const needed = api.variables.filter((variable) => variable.secret && !variable.produced && !variable.optional);
    expect(needed.map((variable) => variable.name).sort()).toEqual(secrets);
  });

  test('generates a collection that is valid for both schemas and that the SDK reads as the list says', async () => {
    const files = generate(api);
    const collection = files[0]?.content as unknown as Collection;
    expect(await judgeFiles(api, files)).toEqual([]);
    expect(await validateBundled(collection)).toEqual([]);
    const official = officialSchema();
    if (typeof official !== 'string') expect(official(collection)).toEqual([]);
  });

  test('with the right secrets, signs in once and exits with 0', async () => {
    const { exit, requests, reported } = await served.runWith();
    const signIn = tokenPath ? [...before, `200 POST ${tokenPath}`] : [];
    expect([reported, exit]).toEqual([[], 0]);
    expect(requests).toEqual([...signIn, '200 GET /orders']);
  });

  const refused = Object.entries(row.wrong).filter(([, refusal]) => refusal !== notChecked);
  test.each(refused)('a wrong %s is refused: %s', async (secret, refusal) => {
    const { exit, requests, reported } = await served.runWith(secret);
    const [status, error] = refusal.split(' ');
    if (tokenPath) {
      expect(requests, 'one sign-in and no later request').toEqual([...before, `${status} POST ${tokenPath}`]);
      expect(reported).toMatchObject([{ code: 'sign-in-failed' }]);
      expect(reported[0]?.message).toContain(`answered ${status}${error ? ` (${error})` : ''};`);
      expect(exit).toBe(3);
    } else {
      expect(requests).toEqual([`${status} GET /orders`]);
      expect(reported.map((diagnostic) => diagnostic.code)).toEqual(['assertion-failed']);
      expect(exit).toBe(1);
    }
  });
});
