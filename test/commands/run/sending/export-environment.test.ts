import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { fakeRunner } from '../../../support/fake-runner.ts';
import { findLeaks } from '../../../support/leaks.ts';
import { played } from '../../../support/played.ts';
import { collectionFile } from '../../../support/workspace.ts';

const list = `auth: bearer
variables: { color: red }
endpoints:
  - { name: A, request: GET /a, save: { id: $.id, session: { path: $.session, secret: true } } }
`;

const [token, session] = ['bearer-4711-horse', 'session-0815-staple'];
const env = { SHOP_BEARER_TOKEN: token };
const answer = () => [200, { id: 9007199254740993n.toString(), session }] as const;
const args = ['--export-environment', 'out.json'];

const read = (cwd: string) => readFileSync(join(cwd, 'out.json'), 'utf8');

test('--export-environment writes all variables but secrets, in a file that Postman imports', async () => {
  const { code, cwd } = await played(list, answer, { args, env });
  const { name, values, _postman_variable_scope: scope } = JSON.parse(read(cwd));
  expect([code, name, scope]).toEqual([0, 'shop.dev', 'environment']);
  expect(values.map(({ key, value }: { key: string; value: string }) => [key, value])).toEqual([
    ['base_url', expect.stringMatching(/^http:/)],
    ['color', 'red'],
    ['id', '9007199254740993'],
  ]);
  expect(findLeaks(read(cwd), [token, session])).toEqual([]);
});

test('it is written for a run that fails, and replaces an earlier one', async () => {
  const first = await played(list, () => [500, { id: 1 }], { args, env });
  expect([first.code, existsSync(join(first.cwd, 'out.json'))]).toEqual([1, true]);
  const earlier = read(first.cwd);
  const second = await played(list, answer, {
    args,
    env,
    prepare: (cwd) => writeFileSync(join(cwd, 'out.json'), earlier),
  });
  expect([second.code, read(second.cwd).includes('9007199254740993')]).toEqual([0, true]);
});

test('a variable with a secret in its value is left out, and a token that a request saves as well', async () => {
  const entries = `auth: bearer
endpoints:
  - { name: A, request: POST /token, set: { derived: "x-{{bearer_token}}-y" }, save: { t: $.access_token, id: $.id } }
`;
  const grant = () => [200, { access_token: 'access-4711-granted-by-a-server', token_type: 'Bearer', id: 7 }] as const;
  const { code, cwd, stderr } = await played(entries, grant, { args, env });
  const { values } = JSON.parse(read(cwd));
  expect([code, stderr, values.map(({ key }: { key: string }) => key)]).toEqual([0, '', ['base_url', 'id']]);
});

test('the values are known after the deadline', async () => {
  const entries = `endpoints:\n  - { name: A, request: GET /a, save: { id: $.id } }\n  - GET /slow\n`;
  const { code, cwd } = await played(
    entries,
    async ({ url }) => {
      if (url.pathname === '/slow') await setTimeout(1500);
      return [200, { id: 'made' }];
    },
    { args: [...args, '--timeout', '700ms'] },
  );
  // On a slow machine, the request may come to its own end first.
  expect([Number(code) > 3, read(cwd)]).toEqual([true, expect.stringContaining('"made"')]);
});

test('an earlier file is kept if the values are not known', async () => {
  const runner = () => fakeRunner(() => undefined);
  const earlier = '{\n  "_postman_exported_using": "postmint run"\n}\n';
  const prepare = (cwd: string) => writeFileSync(join(cwd, 'out.json'), earlier);
  const { code, codes, cwd } = await played(list, answer, { args, env, prepare, runner });
  expect([code, codes.includes('write-failed'), read(cwd)]).toEqual([1, true, earlier]);
});

describe('it is refused, and nothing is sent', () => {
  test.each<[string, string, (cwd: string) => void]>([
    ['for a file of the list', collectionFile, () => undefined],
    ['for the list', 'endpoints.yaml', () => undefined],
    ['for a file that it did not write', 'out.json', (cwd) => writeFileSync(join(cwd, 'out.json'), '{"mine":1}')],
    ['for a link', 'out.json', (cwd) => symlinkSync(join(cwd, 'endpoints.yaml'), join(cwd, 'out.json'))],
    ['for a folder that does not exist', 'none/out.json', () => undefined],
    ['for a report', 'out.json', () => undefined],
  ])('%s', async (title, file, prepare) => {
    const before: string[] = [];
    const keep = (cwd: string) => {
      prepare(cwd);
      before.push(existsSync(join(cwd, file)) ? readFileSync(join(cwd, file), 'utf8') : '');
    };
    const more = title === 'for a report' ? ['--report', 'json=out.json'] : [];
    const run = await played(list, answer, { args: ['--export-environment', file, ...more], env, prepare: keep });
    expect([run.code, run.log]).toEqual([2, []]);
    expect(existsSync(join(run.cwd, file)) ? readFileSync(join(run.cwd, file), 'utf8') : '').toBe(before[0]);
  });
});
