import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cleanEnv, cliPath } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const cwd = tempFolder();
writeFileSync(
  join(cwd, 'endpoints.yaml'),
  `name: Shop
auth: pydio-cells-v1
identities: { jane: { template: pydio-cells-v1, username: jane } }
variables: { limit: 10 }
environments: { dev: { base_url: "https://dev.test", username: admin }, prod: { base_url: "https://prod.test", username: ci } }
endpoints:
  - folder: All books
    tags: [smoke]
    endpoints:
      - { name: Get a book, request: "GET /books?limit={{limit}}" }
      - { name: "Say \\"hi\\" & $go", request: GET /hi }
`,
);

const complete = async (...words: string[]) => {
  const { code, stdout, stderr } = await inProcess(['__complete', ...words], { cwd });
  expect([code, stderr]).toEqual([0, '']);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0] ?? '']));
};

describe('the last word is completed', () => {
  test.each([
    ['a command', ['ge'], ['generate']],
    ['a list', ['run', ''], ['endpoints.yaml']],
    ['an environment', ['run', '-e', ''], ['dev', 'prod']],
    ['an environment after "="', ['run', '--env=d'], ['--env=dev']],
    ['an environment after "=", as bash splits it', ['run', '--env', '=', 'd'], ['dev']],
    ['an environment after "=" alone, as bash splits it', ['run', '--env', '='], ['dev', 'prod']],
    ['a folder', ['run', '--folder', 'A'], ['All books']],
    ['a tag', ['run', '--not-tag', ''], ['smoke']],
    ['a request', ['run', '--request', 'Get'], ['Get a book']],
    ['a request in an open quote', ['run', '--request', '"Get a'], ['Get a book']],
    ['a request of curl', ['curl', 'G'], ['Get a book']],
    ['an identity', ['token', '--identity', ''], ['jane']],
    [
      'a variable, but no secret',
      ['run', '--var', ''],
      ['username=', 'limit=', 'jane_username=', 'base_url=', 'client_id='],
    ],
    ['a template', ['templates', 'key'], ['keycloak']],
    ['a template of init', ['init', '--auth', 'pydio-cells-v'], ['pydio-cells-v1']],
    ['a code', ['explain', 'unknown-k'], ['unknown-key']],
    ['an option', ['run', '--re'], ['--request', '--retries', '--report']],
    ['a shell', ['completion', ''], ['bash', 'zsh', 'fish']],
    ['a language', ['curl', '--as', ''], ['curl', 'javascript', 'python']],
    ['nothing where nothing fits', ['run', '-e', 'x'], []],
  ])('%s', async (_, words, want) => expect((await complete(...words)).sort()).toEqual([...want].sort()));

  test('nothing in a folder whose list has mistakes, and no error', async () => {
    const broken = tempFolder();
    writeFileSync(join(broken, 'endpoints.yaml'), 'name: [');
    expect(await inProcess(['__complete', 'run', '-e', ''], { cwd: broken })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('without a secret that was typed into the environment file', async () => {
    const folder = tempFolder();
    writeFileSync(
      join(folder, 'endpoints.yaml'),
      'name: S\nauth: api-key\nenvironments: { dev: { base_url: "https://a.test" } }\nendpoints: [GET /a]\n',
    );
    await inProcess(['generate'], { cwd: folder });
    const file = join(folder, 's.dev.postman_environment.json');
    const { readFileSync } = await import('node:fs');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"value": ""', '"value": "canary"'));
    for (const words of [
      ['run', ''],
      ['run', '--var', ''],
      ['run', '-e', ''],
      ['curl', ''],
    ]) {
      expect((await inProcess(['__complete', ...words], { cwd: folder })).stdout).not.toContain('canary');
    }
  });
});

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;
const bin = tempFolder();

beforeAll(() => {
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'postmint'), `#!/bin/sh\nexec '${process.execPath}' '${cliPath}' "$@"\n`);
  chmodSync(join(bin, 'postmint'), 0o755);
});

function play(shell: string, args: readonly string[], script: string): string[] {
  const env = cleanEnv({ PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: tempFolder() });
  const { stdout, stderr, status } = spawnSync(shell, [...args, '-c', script], { cwd, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((line) => line !== '');
}

describe.skipIf(!has('bash'))('in bash', () => {
  const ask = (...words: string[]) => {
    const list = ['postmint', ...words].map((word) => `'${word}'`).join(' ');
    return play(
      'bash',
      ['--norc'],
      `eval "$(postmint completion bash)"; COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _postmint; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
  };
  test('a name with spaces is quoted', () => expect(ask('run', '--request', 'Ge')).toEqual(['Get\\ a\\ book']));
  test('in an open quote, a name is not quoted again', () => {
    expect(ask('run', '--request', '"Ge')).toEqual(['Get a book']);
    expect(ask('run', '--request', '"Say')).toEqual(['Say \\"hi\\" & \\$go']);
  });
  test('a name with signs of the shell is quoted', () =>
    expect(ask('run', '--request', 'Say')).toEqual(['Say\\ \\"hi\\"\\ \\&\\ \\$go']));
});

describe.skipIf(!has('zsh'))('in zsh', () => {
  test('a name with spaces is offered, with what it is', () => {
    const script = `
      compdef() { : }
      _describe() { print -rl -- "\${(@P)2}" }
      eval "$(postmint completion zsh)"
      words=(postmint run --request Ge); CURRENT=4
      _postmint`;
    expect(play('zsh', ['-f'], script)).toEqual(['Get a book:GET All books']);
  });
});

describe.skipIf(!has('fish'))('in fish', () => {
  test('a name with spaces is offered, with what it is', () => {
    const script = 'postmint completion fish | source; complete -C "postmint run --request Ge"';
    expect(play('fish', ['--no-config'], script)).toContain('Get a book\tGET All books');
  });
});
