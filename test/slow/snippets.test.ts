import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generate } from '../../src/library/generate.ts';
import { makePages } from '../../src/library/pages.ts';
import { loadWorkspace } from '../../src/library/workspace.ts';
import { type Api, type Endpoint, endpointsOf, type Item } from '../../src/model/api.ts';
import { secretKeys } from '../../src/secrets/secret-keys.ts';
import { startServer } from '../../src/server/server.ts';
import type { Language } from '../../src/snippets/draft.ts';
import { loadSnippets } from '../../src/snippets/snippet.ts';
import { atTheEnd } from '../support/at-the-end.ts';
import { projectRoot, start } from '../support/cli.ts';
import { playSnippet } from '../support/play-snippet.ts';
import { findStockNewman } from '../support/stock-newman.ts';
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

/** A page whose first environment is a running server, and that server's secrets by variable. */
interface ServedPage {
  readonly api: Api;
  readonly html: string;
  readonly secrets: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, string>;
}

/** Serves a list, and makes its page for that server: what a new user has. */
async function servedPage(folder: string, keep = (items: readonly Item[]) => items): Promise<ServedPage> {
  const all = await apiIn(resolve(projectRoot, folder));
  const api = { ...all, items: keep(all.items) };
  const [environment, ...others] = api.environments;
  if (!environment) throw new Error('the list has no environment');
  const typed = api.variables.filter(({ secret, produced }) => secret && !produced);
  const secrets = new Map(typed.map(({ name }) => [name, `secret of ${name} & "more"`]));
  const server = await startServer({ api, values: new Map([...environment.values, ...secrets]), port: 0 });
  atTheEnd(() => server.close());
  const values = new Map([...environment.values, ['base_url', server.origin]]);
  const here: Api = { ...api, environments: [{ ...environment, values }, ...others] };
  const [html] = await makePages(here, 'endpoints.yaml', generate(here));
  return { api: here, html: String(html?.content.text), secrets, values };
}

const textOf = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const cells = 'collections/pydio-cells-v1';

/** The smoke requests. A page of all 106 requests is packed; the tests of pages in Chromium open such a page. */
const smoke = (items: readonly Item[]): Item[] =>
  items.flatMap((item): Item[] => {
    if (item.kind === 'folder') return [{ ...item, items: smoke(item.items) }];
    return item.kind === 'sign-in' || item.tags.includes('smoke') ? [item] : [];
  });

/** The snippets of a page in a language, in the order of its requests. */
const snippetsIn = (html: string, language: Language) =>
  [...html.matchAll(new RegExp(`<code class="snippet ${language}">(.*?)</code>`, 'gs'))].map(([, text = '']) =>
    textOf(text),
  );

/** The variables that a snippet asks for, with the values of the server. */
const environmentOf = (
  { api, secrets }: ServedPage,
  change: (name: string, value: string) => string = (_, value) => value,
) =>
  Object.fromEntries(
    [...secrets].map(([name, value]) => [
      secretKeys(api, api.environments[0]?.name ?? '', name)[0] ?? '',
      change(name, value),
    ]),
  );

describe('with only the page and a running serve', () => {
  test.each([
    [cells, 10, smoke],
    ['test/fixtures/golden/book-shop', 1, undefined],
  ])('%s: every snippet of every language returns the documented answer', async (folder, least, keep) => {
    const page = await servedPage(folder, keep);
    const { api, html, values } = page;
    const needsNothing = ({ uses }: Endpoint) =>
      api.variables.every(({ name, produced }) => !produced || !uses.has(name));
    const endpoints = endpointsOf(api.items);
    expect(endpoints.filter(needsNothing).length).toBeGreaterThanOrEqual(least);
    for (const language of languages) {
      const snippets = snippetsIn(html, language);
      expect(snippets).toHaveLength(endpoints.length);
      for (const [index, endpoint] of endpoints.entries()) {
        if (!needsNothing(endpoint)) continue;
        const options = { cwd: tempFolder(), env: environmentOf(page) };
        const { code, stdout, stderr } = await playSnippet(language, snippets[index] ?? '', options);
        expect([endpoint.name, language, code, stderr]).toEqual([endpoint.name, language, 0, '']);
        const [example] = endpoint.examples;
        if (!example) continue;
        const answer = example.body.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values.get(name) ?? '');
        expect(JSON.parse(stdout)).toMatchObject(JSON.parse(answer));
      }
    }
  });

  test.each(languages)('%s: with a wrong secret, a sentence names it and where it comes from', async (language) => {
    const page = await servedPage(cells, smoke);
    const signedIn = snippetsIn(page.html, language).find((text) => text.includes('/auth/dex/token')) ?? '';
    const env = environmentOf(page, (name, value) => (name === 'client_secret' ? 'not-it' : value));
    const { code, stdout, stderr } = await playSnippet(language, signedIn, { cwd: tempFolder(), env });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('The sign-in failed. Check');
    expect(stderr).toContain('client_secret (from Configs Backend screen, cells config list, pydio.json)');
    expect(stderr).not.toContain('not-it');
  });

  test.each(languages)('%s: with a wrong API key, a sentence names the key', async (language) => {
    const folder = tempFolder();
    const list = `name: Shop
auth: api-key
environments: { test: { base_url: https://shop.example } }
endpoints: [GET /books]
`;
    writeFileSync(join(folder, 'endpoints.yaml'), list);
    const page = await servedPage(folder);
    const [text = ''] = snippetsIn(page.html, language);
    const play = (env: Record<string, string>) => playSnippet(language, text, { cwd: tempFolder(), env });
    expect(await play(environmentOf(page))).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout, stderr } = await play(environmentOf(page, () => 'not-it'));
    expect(code).not.toBe(0);
    expect(stderr).toContain('api_key');
    expect(`${stdout}${stderr}`).not.toContain('not-it');
  });

  test('the first call works in stock newman with the values that the page names, and a wrong one is named', async () => {
    const newman = findStockNewman();
    if ('reason' in newman) throw new Error(newman.reason);
    const page = await servedPage(cells, smoke);
    const cwd = tempFolder();
    const links = [...page.html.matchAll(/<a download="([^"]+)" href="data:application\/json;base64,([^"]+)">/g)];
    const names = links.map(([, name = '', content = '']) => {
      writeFileSync(join(cwd, name), Buffer.from(content, 'base64'));
      return name;
    });
    const typed = [...page.html.matchAll(/<tr><td><code>(\w+)<\/code><\/td><td><code data-value/g)].map(
      ([, name = '']) => name,
    );
    const first = textOf(/Send <a href="#[^"]+"><b>(.*?)<\/b>/.exec(page.html)?.[1] ?? '');
    const play = (change: (name: string) => string) => {
      const values = typed
        .filter((name) => page.secrets.has(name))
        .flatMap((name) => ['--env-var', `${name}=${change(name)}`]);
      const files = [names[0] ?? '', '-e', names[1] ?? ''];
      return start(newman.path, ['run', ...files, '--folder', first, ...values], { cwd }).ended;
    };
    const right = await play((name) => page.secrets.get(name) ?? '');
    expect([right.code, right.stdout]).toEqual([0, expect.stringContaining(first)]);
    const wrong = await play((name) => (name === 'client_secret' ? 'not-it' : (page.secrets.get(name) ?? '')));
    expect(wrong.code).toBe(1);
    expect(wrong.stdout.replace(/[\s│]+/g, ' ')).toContain(
      'check client_id and client_secret (from Configs Backend screen, cells config list, pydio.json)',
    );
  });
});
