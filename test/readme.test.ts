import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadList, toSource } from '../src/index.ts';

const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1] as string);
const blockWith = (text: string) => blocks.find((block) => block.includes(text)) ?? '';
const files: Record<string, string> = { './my-auth.yaml': blockWith('grant: client_credentials') };

/** What a list of the README reports. */
function problemsOf(text: string): string[] {
  const read = (path: string) => ({ value: toSource(path, files[path] ?? ''), diagnostics: [] });
  return loadList(toSource('endpoints.yaml', text), read).diagnostics.map((one) => `${one.code}: ${one.message}`);
}

describe('what the README shows can be typed', () => {
  test('the list of the first screen', () => {
    expect(problemsOf(blockWith('demo: { base_url: http://localhost:8787'))).toEqual([]);
  });

  test('the list with everything in it', () => {
    expect(problemsOf(blockWith('slug: pydio-cells'))).toEqual([]);
  });

  test('the sign-in of your own', () => {
    const list = 'name: A\nauth: ./my-auth.yaml\nenvironments: { dev: { base_url: https://a.test } }\n';
    expect(problemsOf(`${list}endpoints: [GET /a]\n`)).toEqual([]);
  });

  test('the exit codes are those of the program', () => {
    const codes = [...readme.matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]));
    expect(codes).toEqual([0, 1, 2, 3, 4, 5, 130]);
  });
});
