import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './support/cli.ts';
import { readConsole } from './support/console-blocks.ts';
import { tempFolder } from './support/temp-folder.ts';
import { typeAll } from './support/typed-page.ts';

const page = readFileSync(join(projectRoot, 'AGENTS.md'), 'utf8');

test('the commands of AGENTS.md work in an empty folder, and their JSON is what the page says', async () => {
  const cwd = tempFolder();
  const typed = await typeAll(readConsole(page), cwd);
  const outputOf = (start: string) => typed.find(({ command }) => command.startsWith(start))?.output ?? '';
  for (const command of ['init', 'generate', 'check']) {
    expect(JSON.parse(outputOf(`npx postmint ${command}`))).toMatchObject({ command, exitCode: 0, diagnostics: [] });
  }
  expect(outputOf('node -p')).toBe("[ 0, '200 Find pets', '200 Get a pet', '200 Rename a pet' ]\n");
  expect(outputOf('npx postmint curl')).toContain('--header "X-Api-Key: $PET_SHOP_LOCAL_API_KEY"');
});

test('the exit codes of AGENTS.md are those of docs/running.md', () => {
  const rows = (text: string) => [...text.matchAll(/^\| (\d) \|/gm)].map(([, code]) => code);
  const running = readFileSync(join(projectRoot, 'docs', 'running.md'), 'utf8');
  expect(rows(running)).toEqual(expect.arrayContaining(rows(page)));
  expect(rows(page)).toEqual(['0', '1', '2', '3', '4', '5']);
});
