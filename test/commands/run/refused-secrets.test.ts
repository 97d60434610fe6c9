import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { expectRefused, type Refusal } from '../../support/refusal.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { environmentFile, secretEnv, shopList, typeInto } from '../../support/workspace.ts';

const git = (folder: string, ...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
const onlyPassword = { SHOP_PASSWORD: secretEnv.SHOP_PASSWORD };

/** A list that sends a secret and a plain value in headers. */
const keyList = `name: Shop
auth: { template: api-key, api_key_header: X-Api-Key }
variables: { label: red }
environments: { dev: { base_url: "http://127.0.0.1:9" } }
endpoints: [{ request: GET /a, headers: { X-Label: "{{label}}" } }]
`;

const cases: Record<string, Refusal> = {
  'an unknown variable for --secret-stdin': { args: ['--secret-stdin', 'pasword'], codes: ['unknown-variable'] },
  'an env file that others can read': {
    args: ['--env-file', 's.env'],
    prepare: (folder) => writeFileSync(join(folder, 's.env'), 'SHOP_PASSWORD=x\n', { mode: 0o644 }),
    codes: ['secret-file-open'],
    names: 'chmod 600 s.env',
  },
  'an env file that git tracks': {
    args: ['--env-file', 's.env'],
    prepare: (folder) => {
      writeFileSync(join(folder, 's.env'), 'SHOP_PASSWORD=x\n', { mode: 0o600 });
      git(folder, 'init', '-q');
      git(folder, 'add', 's.env');
    },
    codes: ['secret-file-tracked'],
  },
  'an env file that is a link to a file that git tracks': {
    args: ['--env-file', 's.env'],
    prepare: (folder) => {
      const elsewhere = tempFolder();
      writeFileSync(join(elsewhere, 'real.env'), 'SHOP_PASSWORD=x\n', { mode: 0o600 });
      git(elsewhere, 'init', '-q');
      git(elsewhere, 'add', 'real.env');
      symlinkSync(join(elsewhere, 'real.env'), join(folder, 's.env'));
    },
    codes: ['secret-file-tracked'],
  },
  'an env file in a repository that git cannot read': {
    args: ['--env-file', 's.env'],
    prepare: (folder) => {
      writeFileSync(join(folder, 's.env'), 'SHOP_PASSWORD=x\n', { mode: 0o600 });
      git(folder, 'init', '-q');
      writeFileSync(join(folder, '.git', 'index'), 'garbage');
    },
    codes: ['secret-file-tracked'],
  },
  'an env file that does not exist': { args: ['--env-file', 'none.env'], codes: ['file-not-found'] },
  'an env file with an invalid line': {
    args: ['--env-file', 's.env'],
    prepare: (folder) => writeFileSync(join(folder, 's.env'), 'A=1\ncanary-password\n', { mode: 0o600 }),
    codes: ['bad-env-file'],
    names: 'line 2',
  },
  'a typed secret in a file that others can read': {
    env: onlyPassword,
    prepare: (folder) => {
      typeInto(folder, 'client_secret', 'typed-secret');
      chmodSync(join(folder, environmentFile), 0o644);
    },
    codes: ['secret-file-open'],
  },
  'a typed secret in a file that git tracks': {
    env: onlyPassword,
    prepare: (folder) => {
      typeInto(folder, 'client_secret', 'typed-secret');
      git(folder, 'init', '-q');
      git(folder, 'add', '.');
    },
    codes: ['secret-file-tracked'],
  },
  'data with a password in a file that others can read': {
    args: ['--data', 'd.csv'],
    prepare: (folder) => writeFileSync(join(folder, 'd.csv'), 'password\ncanary\n', { mode: 0o644 }),
    codes: ['secret-file-open'],
    names: 'chmod 600 d.csv',
  },
  'data with a password for scripts in a file that others can read': {
    args: ['--data', 'd.json'],
    prepare: (folder) => writeFileSync(join(folder, 'd.json'), '[{"user":{"password":"canary"}}]', { mode: 0o644 }),
    codes: ['unused-column', 'secret-file-open'],
    names: 'chmod 600 d.json',
  },
  'data with a secret saved value in a file that others can read': {
    list: shopList.replace('{ order: $.id }', '{ order: { path: $.id, secret: true } }'),
    args: ['--data', 'd.csv'],
    prepare: (folder) => writeFileSync(join(folder, 'd.csv'), 'order\ncanary\n', { mode: 0o644 }),
    codes: ['secret-in-url', 'secret-file-open'],
    names: 'chmod 600 d.csv',
  },
  'a secret from the environment that is not allowed in a header': {
    list: keyList,
    env: { SHOP_API_KEY: 'canary\u65e5\u672c' },
    codes: ['bad-header-value'],
    names: '"X-Api-Key" cannot be sent: the value of {{api_key}} contains characters outside Latin-1',
  },
  'a secret from the environment with a line break inside, which a header cannot have': {
    list: keyList,
    env: { SHOP_API_KEY: 'can\nary\n' },
    codes: ['bad-header-value'],
    names: 'the value of {{api_key}} contains a line break',
  },
  'a secret from an env file that is not allowed in a header': {
    list: keyList,
    args: ['--env-file', '.env'],
    env: {},
    prepare: (folder) => writeFileSync(join(folder, '.env'), 'SHOP_API_KEY=canary\u0007\n', { mode: 0o600 }),
    codes: ['bad-header-value'],
    names: 'the value of {{api_key}} contains a control character',
  },
  'a secret from data that is not allowed in a header': {
    list: keyList,
    args: ['--data', 'd.csv'],
    env: { SHOP_API_KEY: 'canary' },
    prepare: (folder) => writeFileSync(join(folder, 'd.csv'), 'api_key\ncanary\n"canary\nary"\n', { mode: 0o600 }),
    codes: ['bad-header-value'],
    names: 'the value of {{api_key}} contains a line break',
  },
  'a value from --var that is not allowed in a header': {
    list: keyList,
    args: ['--var', 'label=\u65e5\u672c'],
    env: { SHOP_API_KEY: 'canary' },
    codes: ['bad-header-value'],
    names: '"X-Label" cannot be sent: the value of {{label}} contains characters outside Latin-1',
  },
  'a value from the list that is not allowed in a header': {
    list: keyList.replace('label: red', 'label: "a\\nb"'),
    env: { SHOP_API_KEY: 'canary' },
    codes: ['bad-header-value'],
    names: '"X-Label" cannot be sent: the value of {{label}} contains a line break',
  },
  'data with a password in a file that git tracks': {
    args: ['--data', 'd.json'],
    prepare: (folder) => {
      writeFileSync(join(folder, 'd.json'), '[{"password":"canary"}]', { mode: 0o600 });
      git(folder, 'init', '-q');
      git(folder, 'add', 'd.json');
    },
    codes: ['secret-file-tracked'],
  },
};

test.each(Object.entries(cases))('%s: exit code 2, and nothing is sent or written', (_, refusal) =>
  expectRefused(refusal),
);
