import { expect, test } from 'vitest';
import { inProcess } from '../support/in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

// The bundled yargs counts each character as one column, which is only right for ASCII.
test.each([[], ['generate'], ['check'], ['run'], ['serve'], ['demo'], ['templates'], ['explain']])(
  'the help of %j is ASCII, and at most 80 columns wide',
  async (...command) => {
    const { code, stdout } = await inProcess([...command, '--help'], { cwd: tempFolder() });
    expect(code).toBe(0);
    expect([...stdout].every((character) => character <= '\u007f')).toBe(true);
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
  },
);
