import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn, unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const secret = 'Nq-juhpzl+839/618=Vr';
const list =
  'name: Cells\nauth: pydio-cells-v1\nenvironments: { demo: { base_url: https://demo.example, username: admin } }\nendpoints: [GET /a/config/ctl]\n';
const v1 = {
  services: {
    'pydio.grpc.auth': {
      dex: { staticClients: [{ Id: 'cells-front', Secret: secret, Name: 'Front', RedirectURIs: ['https://x'] }] },
    },
  },
};
const v2 = {
  services: {
    'pydio.web.oauth': {
      staticClients: [{ client_id: 'cells-frontend' }, { client_id: 'mine', client_secret: secret }],
    },
  },
};
const table = `+-----------------+---------------+----------------------------------------------------------------+
|     SERVICE     | CONFIGURATION |                             VALUE                              |
+-----------------+---------------+----------------------------------------------------------------+
| pydio.grpc.acl  | port          | 0                                                              |
| pydio.grpc.auth | dex           | map[issuer:https://x/auth/dex staticClients:[map[Id:cells-front |
|                 |               | IdTokensExpiry:10m Name:cells-front RedirectURIs:[https://x/a]  |
|                 |               | Secret:${secret}]] web:map[http:0.0.0.0]]                       |
| pydio.grpc.data | database      | map[driver:mysql]                                              |
+-----------------+---------------+----------------------------------------------------------------+
`;

function cellsFolder(): string {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'endpoints.yaml'), list);
  return cwd;
}
const give = (cwd: string, text: string, ...args: string[]) =>
  inProcess(['import', '--from-pydio-json', '-', ...args], { cwd, stdin: text });

describe('client id and secret of an installation go into an env file', () => {
  test.each([
    ['pydio.json of Cells 1', JSON.stringify(v1), 'cells-front'],
    ['pydio.json of Cells 2 to 5', JSON.stringify(v2), 'mine'],
    ['the table of "cells config list"', table, 'cells-front'],
  ])('from %s', async (_, text, id) => {
    const cwd = cellsFolder();
    const { code, stdout, stderr } = await give(cwd, text);
    expect([code, stderr]).toEqual([0, '']);
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(
      `CELLS_DEMO_CLIENT_ID=${id}\nCELLS_DEMO_CLIENT_SECRET=${secret}\n`,
    );
    expect(statSync(join(cwd, '.env')).mode & 0o777).toBe(0o600);
    expect(stdout).toContain('written   .env: CELLS_DEMO_CLIENT_ID, CELLS_DEMO_CLIENT_SECRET');
    expect(`${stdout}${stderr}`).not.toContain(secret);
    expect(stdout.includes('another id than the list')).toBe(id === 'mine');
  });

  test('other lines of the file stay, and those of the same name are replaced', async () => {
    const cwd = cellsFolder();
    writeFileSync(join(cwd, 'ci.env'), '# Mine\nCELLS_DEMO_PASSWORD=x\nexport CELLS_DEMO_CLIENT_SECRET=old\n', {
      mode: 0o600,
    });
    writeFileSync(join(cwd, 'pydio.json'), JSON.stringify(v1));
    const args = ['import', '--from-pydio-json', 'pydio.json', 'endpoints.yaml', '-e', 'demo', '--env-file', 'ci.env'];
    expect((await inProcess(args, { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'ci.env'), 'utf8')).toBe(
      `# Mine\nCELLS_DEMO_PASSWORD=x\nCELLS_DEMO_CLIENT_ID=cells-front\nCELLS_DEMO_CLIENT_SECRET=${secret}\n`,
    );
  });

  test('git ignores the file from then on', async () => {
    const cwd = cellsFolder();
    execFileSync('git', ['init', '-q'], { cwd });
    expect((await give(cwd, table)).code).toBe(0);
    expect(execFileSync('git', ['check-ignore', '.env'], { cwd, encoding: 'utf8' })).toBe('.env\n');
  });
});

describe('nothing is written', () => {
  test('into a file that git tracks', async () => {
    const cwd = cellsFolder();
    execFileSync('git', ['init', '-q'], { cwd });
    writeFileSync(join(cwd, '.env'), 'A=b\n', { mode: 0o600 });
    execFileSync('git', ['add', '-f', '.env'], { cwd });
    const { code, stderr } = await give(cwd, table);
    expect([code, codesIn(stderr), readFileSync(join(cwd, '.env'), 'utf8')]).toEqual([
      2,
      ['secret-file-tracked'],
      'A=b\n',
    ]);
  });

  test('into a file that others can read', async () => {
    const cwd = cellsFolder();
    writeFileSync(join(cwd, '.env'), 'A=b\n');
    chmodSync(join(cwd, '.env'), 0o644);
    const { code, stderr } = await give(cwd, table);
    expect([code, codesIn(stderr), readFileSync(join(cwd, '.env'), 'utf8')]).toEqual([
      2,
      ['secret-file-open'],
      'A=b\n',
    ]);
  });

  const rows: [title: string, text: string, args: string[], what: string][] = [
    [
      'clients without a secret',
      JSON.stringify({ services: { 'pydio.web.oauth': { staticClients: [{ client_id: 'cells-frontend' }] } } }),
      [],
      'the clients have no secret (cells-frontend)',
    ],
    [
      'a client that does not exist',
      JSON.stringify(v1),
      ['--client', 'other'],
      'there is no client other; there are cells-front',
    ],
    ['another file', '{"services": []}', [], 'no client was found in it'],
    ['another text', 'name: x', [], 'no client was found in it'],
  ];
  test.each(rows)('from %s (no-credentials)', async (_, text, args, what) => {
    const cwd = cellsFolder();
    const { code, stderr } = await give(cwd, text, ...args);
    expect([code, codesIn(stderr), existsSync(join(cwd, '.env'))]).toEqual([2, ['no-credentials'], false]);
    expect(unwrap(stderr)).toContain(what);
    expect(stderr).not.toContain(secret);
  });
});
