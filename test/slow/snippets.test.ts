import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadWorkspace } from '../../src/library/workspace.ts';
import { type Api, type Endpoint, endpointsOf } from '../../src/model/api.ts';
import { startServer } from '../../src/server/server.ts';
import type { Language } from '../../src/snippets/draft.ts';
import { loadSnippets } from '../../src/snippets/snippet.ts';
import { atTheEnd } from '../support/at-the-end.ts';
import { projectRoot } from '../support/cli.ts';
import { playSnippet } from '../support/play-snippet.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { startWireShop, wireShop } from '../support/wire-shop.ts';

const write = await loadSnippets();
const languages: readonly Language[] = ['curl', 'javascript', 'python'];

async function apiIn(folder: string): Promise<Api> {
  const { value } = await loadWorkspace('endpoints.yaml', folder);
  if (!value) throw new Error('the list has errors');
  return value.api;
}

/** The parts of a request that have a meaning. Clients write spaces, repeated headers and multipart in several ways. */
function meaningOf(paragraph: string): string {
  const [target = '', ...lines] = paragraph.trim().split('\n');
  const headers = new Map<string, string>();
  for (const line of lines.filter((text) => !text.startsWith('  |'))) {
    const [, name = '', value = ''] = /^ {2}([^:]+): (.*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    if (/^(?:accept-language|sec-fetch-mode|cookie)$/.test(key)) continue;
    const known = headers.get(key);
    headers.set(key, `${known === undefined ? '' : `${known}, `}${value.replace(/;\s*charset=utf-8/i, '')}`);
  }
  const type = headers.get('content-type') ?? '';
  const body = lines.filter((line) => line.startsWith('  |')).map((line) => line.slice(4));
  const text = body.join('\n');
  const parts = text.split('--BOUNDARY').map((part) => part.replace(/^Content-Type: .*\n/m, '').trim());
  const shown = type.includes('urlencoded')
    ? text.replaceAll('+', '%20')
    : type.includes('json')
      ? JSON.stringify(JSON.parse(text))
      : type.includes('multipart')
        ? parts
            .map((part) => part.replace(/\n+/g, '\n'))
            .sort()
            .join('\n')
        : text;
  const path = target.replaceAll('%41', 'A').replaceAll('red%20&', 'red%20%26');
  return [path, ...[...headers].map((pair) => pair.join(': ')).sort(), shown].join('\n');
}

describe('what a snippet sends is what a run sends', () => {
  // A run sends these in another way: a script changes or skips them, or they are sent again.
  const others = ['Scripts', 'Skipped'];

  test.each(languages)('%s', async (language) => {
    const cwd = tempFolder();
    cpSync(wireShop, cwd, { recursive: true });
    const api = await apiIn(cwd);
    const [environment] = api.environments;
    const wanted = new Set(
      readFileSync(join(wireShop, 'wire.txt'), 'utf8')
        .split(/\n(?=[A-Z]+ \/)/)
        .map(meaningOf),
    );
    const log = await startWireShop();
    const elsewhere = log.origin.replace('127.0.0.1', 'localhost');
    const values = new Map([...(environment?.values ?? []), ['base_url', log.origin], ['elsewhere', elsewhere]]);
    const saved: Record<string, string> = {
      bearer_token: 'token-of-the-test',
      csrf: 'a+b/c',
      page_id: '7',
      job_size: '90',
      new_login: 'pm-red & "blue"',
    };
    const different: string[] = [];
    for (const endpoint of endpointsOf(api.items)) {
      if (!environment || others.includes(endpoint.name)) continue;
      const snippet = write({ api, environment: { ...environment, values }, endpoint }, language);
      const env = Object.fromEntries((snippet?.inputs ?? []).map(({ key, name }) => [key, saved[name] ?? '']));
      const before = log.paragraphs.length;
      const { code, stderr } = await playSnippet(language, snippet?.text ?? '', { cwd, env });
      const sent = log.paragraphs.slice(before).map(meaningOf);
      if (code !== 0 || sent.length === 0 || !sent.every((text) => wanted.has(text))) {
        different.push(`${endpoint.name}: ${code} ${stderr} ${sent.join('\n')}`);
      }
    }
    expect(different).toEqual([]);
  });
});

/** Lists whose requests can be sent alone, and what a secret of theirs is called in messages. */
const served: readonly (readonly [folder: string, requests: number])[] = [
  ['collections/pydio-cells-v1', 10],
  ['test/fixtures/golden/book-shop', 1],
];

describe('a snippet returns the documented answer from serve', () => {
  test.each(served)('%s', async (folder, least) => {
    const api = await apiIn(join(projectRoot, folder));
    const environment = api.environments[0];
    if (!environment) throw new Error('the list has no environment');
    const secrets = new Map(
      api.variables
        .filter(({ secret, produced }) => secret && !produced)
        .map(({ name }) => [name, `secret of ${name} & "more"`]),
    );
    const server = await startServer({ api, values: new Map([...environment.values, ...secrets]), port: 0 });
    atTheEnd(() => server.close());
    const values = new Map([...environment.values, ['base_url', server.origin]]);
    const here = { ...environment, values };
    const needsNothing = ({ uses }: Endpoint) =>
      api.variables.every(({ name, produced }) => !produced || !uses.has(name));
    const endpoints = endpointsOf(api.items).filter(needsNothing);
    expect(endpoints.length).toBeGreaterThanOrEqual(least);
    for (const endpoint of endpoints) {
      for (const language of languages) {
        const snippet = write({ api, environment: here, endpoint }, language);
        const env = Object.fromEntries((snippet?.inputs ?? []).map(({ key, name }) => [key, secrets.get(name) ?? '']));
        const { code, stdout, stderr } = await playSnippet(language, snippet?.text ?? '', { cwd: tempFolder(), env });
        expect([endpoint.name, language, code, stderr]).toEqual([endpoint.name, language, 0, '']);
        const [example] = endpoint.examples;
        if (!example) continue;
        const answer = example.body.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values.get(name) ?? '');
        expect(JSON.parse(stdout)).toMatchObject(JSON.parse(answer));
      }
    }
  });

  test.each(languages)('%s: with a wrong secret, a sentence names it and where it comes from', async (language) => {
    const api = await apiIn(join(projectRoot, 'collections/pydio-cells-v1'));
    const [environment] = api.environments;
    const endpoint = endpointsOf(api.items).find(({ auth }) => auth === 'inherit');
    if (!environment || !endpoint) throw new Error('the list has no request');
    const server = await startServer({
      api,
      values: new Map([...environment.values, ['password', 'a'], ['client_secret', 'b']]),
      port: 0,
    });
    atTheEnd(() => server.close());
    const here = { ...environment, values: new Map([...environment.values, ['base_url', server.origin]]) };
    const snippet = write({ api, environment: here, endpoint }, language);
    const env = Object.fromEntries(
      (snippet?.inputs ?? []).map(({ key, name }) => [key, name === 'password' ? 'a' : 'wrong']),
    );
    const { code, stdout, stderr } = await playSnippet(language, snippet?.text ?? '', { cwd: tempFolder(), env });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('The sign-in failed. Check');
    expect(stderr).toContain('client_secret (from Configs Backend screen, cells config list, pydio.json)');
    expect(stderr).not.toContain('wrong');
  });
});
