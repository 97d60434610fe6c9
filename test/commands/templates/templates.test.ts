import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAuthTemplates } from '../../../src/source/templates.ts';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const templates = (...args: string[]) => inProcess(['templates', ...args], { cwd: tempFolder() });
const names = [...readAuthTemplates().keys()];

describe('postmint templates', () => {
  test('lists every template with what it is for and what it needs', async () => {
    const { code, stdout, stderr } = await templates();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/^[a-z][a-z0-9-]*(?= )/gm)).toEqual([...names].sort());
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain(
      "basic Sends a user's name and password with every request (HTTP Basic). Needs username, password.",
    );
    expect(text).toContain('none No sign-in. oauth2-client-credentials');
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
  });

  test('prints them as JSON on request', async () => {
    const { stdout } = await templates('--format', 'json');
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ command: 'templates', exitCode: 0, diagnostics: [] });
    expect(document.templates.find(({ name }: { name: string }) => name === 'basic')).toEqual({
      name: 'basic',
      description: "Sends a user's name and password with every request (HTTP Basic).",
      variables: [
        { name: 'username', secret: false, optional: false, needed: true, description: 'Login of the user' },
        { name: 'password', secret: true, optional: false, needed: true, description: 'Password of that user' },
      ],
    });
  });

  test.each([
    ['a secret', 'pydio-cells-v1', /^ {2}client_secret .*a secret, never in the list$/m],
    ['a default', 'pydio-cells-v1', /^ {2}client_id .*; default: cells-front$/m],
    ['a value of the sign-in', 'pydio-cells-v1', /^ {2}nonce .*; set by the sign-in$/m],
    ['an optional value', 'auth0', /^ {2}organization .*; optional$/m],
    ['an optional secret', 'aws-v4', /^ {2}session_token .*; a secret, optional$/m],
  ])('with a name, marks %s', async (_, name, wanted) => {
    const { code, stdout } = await templates(name);
    expect(code).toBe(0);
    expect(stdout).toMatch(wanted);
  });

  test.each(names)('shows YAML for %s that makes a valid list', async (name) => {
    const { stdout } = await templates(name, '--format', 'json');
    const { yaml } = JSON.parse(stdout) as { yaml: string };
    expect(yaml).toMatch(new RegExp(`^auth: ${name}\n`));
    const cwd = tempFolder();
    const filled = yaml.replace(/…/g, 'https://other.example.com');
    writeFileSync(join(cwd, 'endpoints.yaml'), `name: Shop\n${filled}endpoints:\n  - GET /orders\n`);
    const { code, stderr } = await inProcess(['generate', '--dry-run'], { cwd });
    expect([code, codesIn(stderr).filter((reported) => reported !== 'discouraged-grant')]).toEqual([0, []]);
  });

  test('of a template that does not exist says so, and suggests one', async () => {
    const { code, stdout, stderr } = await templates('keyclok');
    expect([code, stdout, codesIn(stderr)]).toEqual([2, '', ['unknown-template']]);
    expect(stderr).toContain('did you mean "keycloak"?');
  });
});
