import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadWorkspace } from '../../../src/library/workspace.ts';
import { startServer } from '../../../src/server/server.ts';
import { atTheEnd } from '../../support/at-the-end.ts';
import { inProcess } from '../../support/in-process.ts';
import { signedTemplates } from '../../support/signed-templates.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const canary = 'canary-0123456789-abcdefghijklmnop';
const names = ['PASSWORD', 'AUTH_KEY', 'CONSUMER_SECRET', 'TOKEN_SECRET', 'ACCESS', 'CLIENT', 'CLIENT_SECRET'];
const env = {
  ...Object.fromEntries([...names, 'JWT_SECRET'].map((name) => [`SHOP_${name}`, canary])),
  SHOP_PRIVATE_KEY: privateKey,
};

const list = `name: Shop
auth: ./own.yaml
environments:
  dev: { base_url: "http://127.0.0.1:9" }
endpoints:
  - GET /orders?limit=1
  - { name: Search, request: POST /search, json: { q: a }, safe: true }
`;

describe.concurrent('a list whose requests are signed by Postman', () => {
  // Digest and NTLM answer a challenge; digest keeps it for the next request.
  test.each<[string, string[]]>([
    ['digest', ['401 GET /orders', '200 GET /orders', '200 POST /search']],
    ['ntlm', ['401 GET /orders', '200 GET /orders', '401 POST /search', '200 POST /search']],
    ['hawk', ['200 GET /orders', '200 POST /search']],
    ['oauth1', ['200 GET /orders', '200 POST /search']],
    ['edgegrid', ['200 GET /orders', '200 POST /search']],
    ['asap', ['200 GET /orders', '200 POST /search']],
    ['jwt', ['200 GET /orders', '200 POST /search']],
  ])('%s runs on `serve`, and no secret is printed or written', async (type, want) => {
    const cwd = tempFolder();
    writeFileSync(join(cwd, 'own.yaml'), signedTemplates[type] ?? '');
    writeFileSync(join(cwd, 'endpoints.yaml'), list);
    expect(await inProcess(['generate', '--verify'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    const { api } = (await loadWorkspace('endpoints.yaml', cwd)).value ?? {};
    if (!api) throw new Error('the list has a mistake');
    const requests: string[] = [];
    const onRequest = (method: string, path: string, status: number) => requests.push(`${status} ${method} ${path}`);
    const server = await startServer({ api, values: new Map(), port: 0, onRequest });
    atTheEnd(() => server.close());
    const args = ['run', '--verbose', '--var', `base_url=${server.origin}`, '--report', 'json=report.json'];
    const { code, stdout, stderr } = await inProcess(args, { cwd, env });
    expect([code, stderr, requests]).toEqual([0, '', want]);
    const everything = stdout + readFileSync(join(cwd, 'report.json'), 'utf8');
    expect(everything).not.toContain(canary.slice(0, 12));
    expect(everything).not.toContain('PRIVATE KEY');
  });
});
