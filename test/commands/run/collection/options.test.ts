import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn, unwrap } from '../../../support/cli.ts';
import { inProcess } from '../../../support/in-process.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const collection = {
  info: { name: 'Shop' },
  item: [
    { name: 'F', item: [{ name: 'A', request: 'http://127.0.0.1:1/a' }] },
    { name: 'B', request: { method: 'POST', url: '{{host}}/b' } },
  ],
};

function folder(): string {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'c.json'), JSON.stringify(collection));
  writeFileSync(join(cwd, 'e.json'), JSON.stringify({ name: 'dev', values: [{ key: 'host', value: 'h' }] }));
  writeFileSync(join(cwd, 'other.json'), JSON.stringify({ mine: true }));
  return cwd;
}
const run = (cwd: string, ...args: string[]) => inProcess(['run', ...args], { cwd });

describe('wrong options: exit code 2, and nothing is sent or written', () => {
  test.each<[args: string[], says: string]>([
    [['c.json', '-x'], "does not have newman's --suppress-exit-code"],
    [['c.json', '--cookie-jar', 'j'], "does not have newman's --cookie-jar"],
    [['c.json', '--ssl-client-passphrase', 'p'], 'every user of this machine'],
    [['c.json', '--tag', 'smoke'], '--tag goes with a list'],
    [['c.json', '--unsafe'], '--unsafe goes with a list'],
    [['c.json', '--retries', '2'], '--retries goes with a list'],
    [['c.json', 'e.json'], 'a collection file is run alone'],
    [['c.json', '-e', 'missing.json'], 'missing.json'],
    [['c.json', '-n', '0'], '--iterations 0'],
    [['c.json', '--timeout', '0'], '--timeout must be more than 0'],
    [['c.json', '--timeout-request', 'soon'], '--timeout-request soon is not a time'],
    [['c.json', '--env-var', 'x'], '--env-var requires NAME=VALUE'],
    [['c.json', '--max-response', '1GB'], '--max-response 1GB'],
    [['c.json', '--quiet', '--verbose'], 'cannot be combined'],
    [['c.json', '--folder', 'f'], 'did you mean'],
    [['c.json', '-r', 'junit'], 'the reporter junit needs a file'],
    [['c.json', '-r', 'teamcity'], 'no reporter "teamcity"'],
    [['c.json', '--report', 'json=c.json'], 'would overwrite'],
    [['c.json', '-e', 'e.json', '--report', 'json=e.json'], 'would overwrite'],
    [['c.json', '--export-environment', 'other.json'], 'would overwrite'],
    [['endpoints.yaml', '-g', 'g.json'], '--globals goes with a collection file'],
    [['--allow-untested'], '--allow-untested goes with a collection file'],
  ])('%j', async (args, says) => {
    const cwd = folder();
    const before = readdirSync(cwd);
    const { code, stderr } = await run(cwd, ...args);
    expect([code, unwrap(stderr)]).toEqual([2, expect.stringContaining(says)]);
    expect(readdirSync(cwd)).toEqual(before);
  });
});

describe('--list shows what would run', () => {
  test.each<[args: string[], want: string]>([
    [['c.json'], 'GET     F / A\nPOST    B\n'],
    [['c.json', '--folder', 'F'], 'GET     F / A\n'],
    [['c.json', '--folder', 'B'], 'POST    B\n'],
    [['c.json', '--bail', 'failure'], 'GET     F / A\nPOST    B\n'],
  ])('%j', async (args, want) => {
    const { code, stdout, stderr } = await run(folder(), ...args, '--list');
    expect([code, stdout, codesIn(stderr)]).toEqual([0, want, []]);
  });
});
