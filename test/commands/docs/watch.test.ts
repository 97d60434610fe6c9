import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inProcess } from '../../support/in-process.ts';
import { makeWorkspace } from '../../support/workspace.ts';

test('docs --watch makes the page again when the list changes', async () => {
  const cwd = makeWorkspace();
  const stop = new AbortController();
  let text = '';
  let look = () => {};
  const until = (pattern: RegExp) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (pattern.test(text)) resolve();
      };
      look();
    });
  const onText = (more: string) => {
    text += more;
    look();
  };
  const running = inProcess(['docs', '--watch'], { cwd, signal: stop.signal, onText });
  await until(/watching for changes/);
  const path = join(cwd, 'endpoints.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('name: Health', 'name: Is it up'));
  await until(/changed {3}shop\.docs\.html/);
  expect(readFileSync(join(cwd, 'shop.docs.html'), 'utf8')).toContain('Is it up');
  stop.abort();
  expect((await running).code).toBe(0);
});
