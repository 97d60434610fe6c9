import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn, placesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const list = (above: string, name = 'Shop') =>
  `name: ${name}\n${above}\nenvironments: { dev: { base_url: https://api.test } }\nendpoints: [GET /a]\n`;

/** Creates a folder with these lists, given by file name. */
function folderWith(lists: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(lists)) writeFileSync(join(folder, name), text);
  return folder;
}
const placesOf = async (above: string) =>
  placesIn((await inProcess(['generate'], { cwd: folderWith({ 'endpoints.yaml': list(above) }) })).stderr);
const issuer = 'issuer: https://id.test';

describe('a grant that RFC 9700 discourages', () => {
  test.each<[string, string, string[]]>([
    ['is reported for the password grant', 'auth: pydio-cells-v1', ['discouraged-grant at endpoints.yaml:2:7']],
    [
      'is reported in the long form',
      'auth: { template: keycloak, realm: a }',
      ['discouraged-grant at endpoints.yaml:2:7'],
    ],
    [
      'is reported for an identity',
      'identities: { jane: oauth2-password }',
      ['discouraged-grant at endpoints.yaml:2:21'],
    ],
    [
      'is reported once for two users of the same template',
      'auth: keycloak\nidentities: { jane: keycloak }',
      ['discouraged-grant at endpoints.yaml:2:7'],
    ],
    [
      'is reported for each of two templates',
      'auth: keycloak\nidentities: { jane: pydio-cells-v1 }',
      ['discouraged-grant at endpoints.yaml:2:7', 'discouraged-grant at endpoints.yaml:3:21'],
    ],
    ['is not reported for client credentials', `auth: { template: oauth2-client-credentials, ${issuer} }`, []],
    ['is not reported for a refresh token', `auth: { template: oauth2-refresh-token, ${issuer} }`, []],
    ['is not reported for an API key', 'auth: api-key', []],
    ['is not reported without a sign-in', 'description: x', []],
    [
      'is not reported if the list replaces the grant of the template',
      'auth: { template: keycloak, grant: client_credentials }',
      [],
    ],
  ])('%s', async (_, above, want) => {
    expect(await placesOf(above)).toEqual(want);
  });

  const text = list('auth: pydio-cells-v1');
  test('is reported when a collection is first generated, and never again', async () => {
    const cwd = folderWith({ 'endpoints.yaml': text });
    const codes = async (...args: string[]) => codesIn((await inProcess(args, { cwd })).stderr);
    expect(await codes('generate', '--dry-run')).toEqual(['discouraged-grant']);
    expect(await codes('generate')).toEqual(['discouraged-grant']);
    expect(await codes('generate')).toEqual([]);
    writeFileSync(join(cwd, 'endpoints.yaml'), text.replace('GET /a', 'GET /b'));
    expect(await codes('check')).not.toContain('discouraged-grant');
    expect(await codes('generate')).toEqual([]);
  });

  test('is reported once for several lists', async () => {
    const cwd = folderWith({ 'a.yaml': list('auth: keycloak', 'A'), 'b.yaml': list('auth: keycloak', 'B') });
    const { code, stderr } = await inProcess(['generate', 'a.yaml', 'b.yaml'], { cwd });
    expect([code, placesIn(stderr)]).toEqual([0, ['discouraged-grant at a.yaml:2:7']]);
  });

  test('is a note in the JSON, and does not change the exit code', async () => {
    const { code, stdout } = await inProcess(['generate', '--format', 'json'], {
      cwd: folderWith({ 'endpoints.yaml': text }),
    });
    const { exitCode, diagnostics } = JSON.parse(stdout) as { exitCode: number; diagnostics: object[] };
    expect([code, exitCode]).toEqual([0, 0]);
    expect(diagnostics).toEqual([expect.objectContaining({ code: 'discouraged-grant', severity: 'note' })]);
  });
});
