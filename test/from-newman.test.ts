import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import yargs from 'yargs';
import { refuseOptions } from '../src/commands/run/collection/options.ts';
import { runCommand } from '../src/commands/run/command.ts';
import { projectRoot } from './support/cli.ts';

/*
 * docs/from-newman.md names each option and reporter of newman, and `run` knows each: it is carried out, or refused with
 * what to do instead.
 */

const page = readFileSync(join(projectRoot, 'docs', 'from-newman.md'), 'utf8');
const program = readFileSync(join(projectRoot, 'node_modules', 'newman', 'bin', 'newman.js'), 'utf8');
const options = [...program.matchAll(/\.option\('([^']+)'/g)].flatMap(
  ([, text = '']) => text.match(/(?<![\w-])--?[a-z][\w-]*/g) ?? [],
);

/** The options of `run`, with their other names. */
const known = (() => {
  const parser = yargs() as never as { getOptions(): { key: object; alias: Record<string, string[]> } };
  const command = runCommand((() => async () => undefined) as never);
  (command.builder as (parser: unknown) => unknown)(parser);
  const { key, alias } = parser.getOptions();
  return new Set([...Object.keys(key), ...Object.values(alias).flat(), 'color']);
})();

test('newman has options', () => expect(options.length).toBeGreaterThanOrEqual(40));

describe('each option of newman', () => {
  test.each(options)('%s is in the page', (option) => {
    expect(page).toMatch(new RegExp(`(?<![\\w-])${option}(?![\\w-])`));
  });

  test.each(options)('%s is known', (option) => {
    expect(known.has(option.replace(/^--?/, ''))).toBe(true);
  });
});

test.each(['cli', 'json', 'junit', 'progress', 'emojitrain'])('the reporter %s is in the page', (reporter) => {
  expect(page).toContain(`\`${reporter}\``);
});

test('the options that the page calls refused are refused, and no others', () => {
  const [, after = ''] = page.split('with what to do instead:');
  const named = [...(after.split('\n## ')[0] ?? '').matchAll(/^\| (.*?) \|/gm)].flatMap(
    ([, cell = '']) => cell.match(/--[a-z][\w-]*/g) ?? [],
  );
  expect(named.length).toBeGreaterThan(8);
  const given = Object.fromEntries(options.map((option) => [option.replace(/^--?/, ''), 'x']));
  const refused = refuseOptions(given).map(({ message }) => /--[\w-]+/.exec(message)?.[0]);
  expect([...refused].sort()).toEqual([...named].sort());
});
