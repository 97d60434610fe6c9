import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codesIn } from '../support/cli.ts';
import { inProcess } from '../support/in-process.ts';
import { expectRefused, type Refusal } from '../support/refusal.ts';
import { collectionFile, environmentFile, makeWorkspace, secretEnv, shopList } from '../support/workspace.ts';

const edit = (folder: string, name: string, change: (text: string) => string) =>
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
const two = shopList.replace(
  '\nvariables:',
  '\n  prod: { variables: { base_url: "https://shop.example", username: ci }, protected: true }\nvariables:',
);

/** A list without a sign-in or secrets. */
const open = shopList.replace('auth: pydio-cells-v1\n', '');
const asking = shopList.replace('endpoints:\n', 'unsafe: ask\nendpoints:\n');
const inPath = shopList.replace('GET /health', 'GET /health/{color}');
const data = (text: string) => ({
  args: ['--data', 'd.json'],
  prepare: (folder: string) => writeFileSync(join(folder, 'd.json'), text),
});

const cases: Record<string, Refusal> = {
  'an unset variable': { args: ['--var', 'color='], codes: ['unset-variable'], names: '--var color=' },
  'an unset secret': {
    env: { SHOP_PASSWORD: secretEnv.SHOP_PASSWORD },
    codes: ['unset-variable'],
    names: 'SHOP_DEV_CLIENT_SECRET',
  },
  'two unset secrets, both reported': { env: {}, codes: ['unset-variable', 'unset-variable'] },
  'a secret with braces': { env: { ...secretEnv, SHOP_PASSWORD: '{{username}}' }, codes: ['secret-with-braces'] },
  'plain http to another machine': { args: ['--var', 'base_url=http://shop.example'], codes: ['plain-http'] },
  'an invalid base URL': { args: ['--var', 'base_url=localhost:80'], codes: ['bad-base-url'] },
  'a base URL that ends with "/"': { args: ['--var', 'base_url=http://127.0.0.1:9/'], codes: ['bad-base-url'] },
  'a word as the value of a number variable': {
    args: ['--var', 'limit=ten'],
    codes: ['variable-type'],
    names: '"limit"',
  },
  'a word as the value of a boolean variable': {
    list: shopList.replace('limit: 10', 'limit: true'),
    args: ['--var', 'limit=yes'],
    codes: ['variable-type'],
  },
  'a word typed into the environment file for a number variable': {
    prepare: (folder) => edit(folder, environmentFile, (text) => text.replace('"value": "10"', '"value": "ten"')),
    codes: ['variable-type'],
  },
  'the value ".." in a path': { list: inPath, args: ['--var', 'color=..'], codes: ['path-value'], names: '".."' },
  'braces in a value of --var': {
    list: inPath,
    args: ['--var', 'color={{password}}'],
    codes: ['value-with-braces'],
    names: '--var',
  },
  'a segment "." in a path': { list: inPath, args: ['--var', 'color=a/./b'], codes: ['path-value'], names: '"."' },
  'unsafe: ask without allow_unsafe': {
    list: asking,
    args: ['--unsafe'],
    codes: ['unsafe-not-allowed'],
    names: '--var allow_unsafe=true',
  },
  'unsafe: ask with allow_unsafe=false': {
    list: asking,
    args: ['--unsafe', '--var', 'allow_unsafe=false'],
    codes: ['unsafe-not-allowed'],
  },
  'a list that was changed after generate': {
    prepare: (folder) => edit(folder, 'endpoints.yaml', (text) => text.replace('GET /health', 'GET /healthz')),
    codes: ['stale-file'],
    names: collectionFile,
  },
  'a missing collection': { prepare: (folder) => rmSync(join(folder, collectionFile)), codes: ['missing-file'] },
  'a missing environment file': { prepare: (folder) => rmSync(join(folder, environmentFile)), codes: ['missing-file'] },
  'a collection edited by hand': {
    prepare: (folder) => edit(folder, collectionFile, (text) => text.replace('"GET"', '"PUT"')),
    codes: ['edited-by-hand'],
  },
  'a truncated collection': {
    prepare: (folder) => edit(folder, collectionFile, (text) => text.slice(0, 500)),
    codes: ['foreign-file'],
  },
  'a list with a mistake': {
    prepare: (folder) => appendFileSync(join(folder, 'endpoints.yaml'), '  - GETT /orders\n'),
    codes: ['unknown-method'],
  },
  'a missing list': { prepare: (folder) => rmSync(join(folder, 'endpoints.yaml')), codes: ['no-list'] },
  'two lists, none of them given as an argument': {
    prepare: (folder) => {
      for (const name of ['a', 'b']) {
        mkdirSync(join(folder, 'collections', name), { recursive: true });
        writeFileSync(join(folder, 'collections', name, 'endpoints.yaml'), shopList);
      }
      rmSync(join(folder, 'endpoints.yaml'));
    },
    codes: ['usage'],
    names: 'collections/a/endpoints.yaml',
  },
  'an unknown environment': { args: ['-e', 'prd'], codes: ['unknown-environment'] },
  'two environments without -e': { list: two, codes: ['which-environment'] },
  '--unsafe in a protected environment': {
    list: two,
    args: ['-e', 'prod', '--unsafe'],
    codes: ['protected-environment'],
  },
  'an unknown folder': { args: ['--folder', 'Order'], codes: ['unknown-folder'], names: 'did you mean "Orders"' },
  'an unknown request': {
    args: ['--request', 'List order'],
    codes: ['unknown-request'],
    names: 'did you mean "List orders"',
  },
  'an unknown tag': { args: ['--tag', 'smok'], codes: ['unknown-tag'], names: 'did you mean "smoke"' },
  'an unknown tag for --not-tag': {
    args: ['--not-tag', 'smok'],
    codes: ['unknown-tag'],
    names: 'did you mean "smoke"',
  },
  'an empty selection': { args: ['--tag', 'open', '--folder', 'Orders'], codes: ['nothing-selected'] },
  'an unknown variable': { args: ['--var', 'colour=red'], codes: ['unknown-variable'], names: '"color"' },
  'a token on the command line': { args: ['--var', 'dex_token=x'], codes: ['secret-in-argv'] },
  'a secret on the command line': { args: ['--var', 'password=canary-on-argv'], codes: ['secret-in-argv'] },
  'every wrong option at once': {
    args: [
      '--retries',
      'x',
      '--iterations',
      '0',
      '--timeout-request',
      '0',
      '--delay',
      '-1',
      '--report',
      'pdf=r.pdf',
      '--var',
      'x',
    ],
    codes: Array.from({ length: 6 }, () => 'usage'),
  },
  'a timeout of 0 for the run': { args: ['--timeout', '0s'], codes: ['usage'], names: '--timeout must be more than 0' },
  'a timeout of 0 for a request': {
    args: ['--timeout-request', '0ms'],
    codes: ['usage'],
    names: '--timeout-request must be more than 0',
  },
  'a delay of less than a millisecond': { args: ['--delay', '0.0001ms'], codes: ['usage'], names: '--delay 0.0001ms ' },
  'a timeout without a unit': { args: ['--timeout', '5'], codes: ['usage'], names: '--timeout 5 ' },
  'a report in a folder that does not exist': { args: ['--report', 'junit=no/r.xml'], codes: ['usage'] },
  'a report whose path is a folder': { args: ['--report', 'json=.'], codes: ['usage'] },
  'a report that would replace the list': { args: ['--report', 'json=endpoints.yaml'], codes: ['usage'] },
  'a report that would replace the collection': { args: ['--report', `json=${collectionFile}`], codes: ['usage'] },
  'a report that would replace an environment': { args: ['--report', `junit=./${environmentFile}`], codes: ['usage'] },
  'a report that would replace a file of the user': {
    prepare: (folder) => writeFileSync(join(folder, 'notes.json'), '{ "mine": true }'),
    args: ['--report', 'json=notes.json'],
    codes: ['usage'],
    names: 'notes.json would overwrite another file',
  },
  'two reports with the same path': { args: ['--report', 'junit=r.x,json=./r.x'], codes: ['usage'], names: 'r.x' },
  'a report whose path is a link': {
    args: ['--report', 'json=r.json'],
    prepare: (folder) => symlinkSync('endpoints.yaml', join(folder, 'r.json')),
    codes: ['usage'],
  },
  'data that is not a list of rows': { ...data('{"a":1}'), codes: ['bad-data'] },
  'data that sends the sign-in over plain http to another machine': {
    ...data('[{"base_url":"http://shop.invalid"}]'),
    codes: ['plain-http'],
  },
  'data with an unknown variable': {
    ...data('[{"limit":1},{"limitt":2}]'),
    codes: ['unknown-variable'],
    names: 'did you mean "limit"',
  },
  'data with a variable that the run sets itself': { ...data('[{"dex_token":"x"}]'), codes: ['unknown-variable'] },
  'data without a header line, whose first line is not quoted': {
    args: ['--data', 'd.csv'],
    prepare: (folder) => writeFileSync(join(folder, 'd.csv'), 'canary-password\nanother\n'),
    codes: ['bad-data'],
    names: 'column 1',
  },
  'data with a word as the value of a number variable': { ...data('[{"limit":"ten"}]'), codes: ['variable-type'] },
  'a certificate file without a certificate': {
    args: ['--ca-file', 'endpoints.yaml'],
    codes: ['file-unreadable'],
  },
  'an encrypted private key': {
    args: ['--client-cert', 'key.pem'],
    prepare: (folder) => writeFileSync(join(folder, 'key.pem'), '-----BEGIN ENCRYPTED PRIVATE KEY-----\n'),
    codes: ['file-unreadable'],
    names: 'passphrase',
  },
  'an invalid base URL with a secret, which is not quoted': {
    list: shopList.replace('variables:\n', 'variables:\n  key: { secret: true }\n'),
    args: ['--var', 'base_url=ftp://h/{{key}}'],
    env: { ...secretEnv, SHOP_KEY: 'canary-key' },
    codes: ['bad-base-url', 'unused-variable'],
    names: '{{key}}',
  },
  'a variable in a data row': {
    ...data('[{ "color": "red" }, { "color": "{{password}}" }]'),
    codes: ['value-with-braces'],
    names: '"color" in row 2 of d.json (line 1)',
  },
  'an open brace in a data row': { ...data('[{ "color": "a{{b" }]'), codes: ['value-with-braces'] },
  'an unknown option': { args: ['--parallell'], codes: ['usage'], names: 'parallell' },
  'an option without its value': { args: ['--env-file'], codes: ['usage'], names: '--env-file' },
  'a short option without its value': { args: ['-e'], codes: ['usage'], names: '-e ' },
  'a repeated option': { args: ['-e', 'dev', '-e', 'dev'], codes: ['usage'], names: '--env' },
  'an option repeated under its short name': { args: ['-e', 'dev', '--env', 'dev'], codes: ['usage'], names: '--env' },
  'an option with nothing after "="': { args: ['--env='], codes: ['usage'], names: '--env' },
  'a text option with the prefix "no-"': { args: ['--no-env'], codes: ['usage'], names: 'no-env' },
  'a flag with the prefix "no-"': { args: ['--no-unsafe'], codes: ['usage'], names: 'no-unsafe' },
  'a public request that refers to a token variable': {
    list: shopList.replace('GET /health\n', 'GET /health\n        headers: { X-Was: "{{dex_token}}" }\n'),
    args: ['--tag', 'open'],
    codes: ['unset-variable'],
    names: '"dex_token"',
  },
  'a secret over plain http in a list without a sign-in': {
    list: open
      .replace(', username: admin', '')
      .replace('    auth: none\n', '')
      .replace('variables:\n', 'variables:\n  key: { secret: true }\n')
      .replace('GET /health\n', 'GET http://shop.invalid/health\n        headers: { X-Key: "{{key}}" }\n'),
    env: { SHOP_KEY: 'canary-key' },
    codes: ['plain-http'],
    names: 'shop.invalid',
  },
};

test.each(Object.entries(cases))('%s: exit code 2, and nothing is sent or written', (_, refusal) =>
  expectRefused(refusal),
);

test.each([
  ['no command', []],
  ['an unknown command', ['runn']],
  ['an unknown option', ['generate', '--forse']],
  ['an option of another command', ['check', '--unsafe']],
  ['a wrong value', ['generate', '--format', 'yaml']],
])('%s: exit code 2', async (_, args) => {
  const { code, stdout, stderr } = await inProcess(args, { cwd: makeWorkspace() });
  expect([code, stdout, codesIn(stderr)]).toEqual([2, '', ['usage']]);
});
