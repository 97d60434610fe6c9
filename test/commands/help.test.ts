import { expect, test } from 'vitest';
import { inProcess } from '../support/in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

// The bundle measures text as if each character were one column wide, which holds for ASCII only.
test.each([[], ['generate'], ['check'], ['run'], ['serve'], ['demo']])(
  'the help of %j is ASCII',
  async (...command) => {
    const { code, stdout } = await inProcess([...command, '--help'], { cwd: tempFolder() });
    expect(code).toBe(0);
    expect([...stdout].every((character) => character <= '\u007f')).toBe(true);
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
  },
);
