import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../src/diagnostics/catalogue.ts';
import { readExplanations } from '../../../src/source/errors-page.ts';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const explain = (...args: string[]) => inProcess(['explain', ...args], { cwd: tempFolder() });

test('every code has an explanation', () => {
  expect([...readExplanations().keys()].sort()).toEqual(Object.keys(catalogue).sort());
});

describe('postmint explain', () => {
  test('prints the message, the reason and an example, without Markdown fences', async () => {
    const { code, stdout, stderr } = await explain('unknown-key');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^unknown-key\n\n {4}error\[unknown-key\]: /);
    expect(stdout).toContain('\nFor example, this list causes it:\n\n    name: ');
    expect(stdout).not.toMatch(/```|^#/m);
  });

  test.each(['Unknown-Key', 'error[unknown-key]', 'endpoints.yaml:7:33: error[unknown-key]: unknown key'])(
    'finds the code in %j',
    async (word) => {
      expect((await explain(word)).stdout).toMatch(/^unknown-key\n/);
    },
  );

  test('prints JSON on request', async () => {
    const { stdout } = await explain('duplicate-key', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ command: 'explain', exitCode: 0, code: 'duplicate-key' });
  });

  test.each<[string, string]>([
    ['unknown-kye', 'did you mean "unknown-key"?'],
    ['zzz', 'a code is in brackets'],
  ])('of a code that does not exist says so: %s', async (word, hint) => {
    const { code, stdout, stderr } = await explain(word);
    expect([code, stdout, codesIn(stderr)]).toEqual([2, '', ['unknown-code']]);
    expect(stderr).toContain(hint);
  });
});
