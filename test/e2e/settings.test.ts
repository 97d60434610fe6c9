import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { RequestResult } from '../../src/run/run-result.ts';
import { cli } from '../support/cli.ts';
import { startApi } from '../support/collections/api-server.ts';
import { makeBuiltWorkspace } from '../support/workspace.ts';

/** A run with settings of single requests, in the process that sends them. */
const list = `name: Shop
environments: { dev: { base_url: "http://127.0.0.1:9" } }
auth: none
endpoints:
  - { name: within, request: GET /to/landed, settings: { redirects: same-origin } }
  - { name: away, request: GET /to/away, settings: { redirects: same-origin }, expect: 302 }
  - { name: to another scheme, request: GET /to/scheme, settings: { redirects: same-origin }, expect: 302 }
  - { name: from within to away, request: GET /to/step, settings: { redirects: same-origin }, expect: 302 }
  - { name: anywhere, request: GET /to/away, settings: { redirects: any } }
  - { name: none, request: GET /to/landed, expect: 302 }
  - { name: in time, request: GET /slow/300, settings: { timeout: 5s } }
  - { name: too slow, request: GET /slow/3000, settings: { timeout: 200ms } }
  - { name: as slow as all may be, request: GET /slow/1 }
  - { name: small enough, request: GET /bytes/1000, settings: { max_response: 1kB } }
  - { name: too large, request: GET /bytes/1001, settings: { max_response: 1kB } }
  - { name: larger than the default, request: GET /bytes/10000001, settings: { max_response: 11MB } }
  - { name: larger than the default allows, request: GET /bytes/10000001 }
  - { name: another file, request: POST /upload, file: logo.bin, before: "pm.request.body.update({ mode: 'file', file: { src: 'private.txt' } })" }
`;

interface Ran {
  /** The outcome of each request by its name, with the reason for no answer. */
  readonly outcomes: Readonly<Record<string, string>>;
  /** Requests that arrived at another server than that of the list. */
  readonly away: readonly string[];
  readonly bodies: readonly string[];
}

async function start(args: readonly string[] = []): Promise<Ran> {
  const away = await startApi(() => [200, {}]);
  const goals: Readonly<Record<string, string>> = {
    landed: '/landed',
    away: `${away.origin}/landed`,
    scheme: 'https://127.0.0.1:1/landed',
    step: '/to/away',
  };
  const bodies: string[] = [];
  const api = await startApi(async ({ url, text }) => {
    const [, what = '', value = ''] = url.pathname.split('/');
    if (what === 'upload') bodies.push(text);
    if (what === 'to') return [302, {}, { Location: goals[value] ?? '' }];
    if (what === 'slow') await setTimeout(Number(value));
    if (what === 'bytes') return [200, Buffer.alloc(Number(value), 'x')];
    return [200, {}];
  });
  const cwd = await makeBuiltWorkspace(list);
  writeFileSync(join(cwd, 'logo.bin'), 'logo');
  writeFileSync(join(cwd, 'private.txt'), 'private');
  const command = ['run', '--unsafe', '--format', 'json', '--retries', '0', '--var', `base_url=${api.origin}`];
  const { stdout } = await cli([...command, ...args], { cwd });
  const requests = JSON.parse(stdout).requests as RequestResult[];
  const outcomes = requests.map(({ name, outcome, reason = '' }) => [name, `${outcome} ${reason}`.trim()]);
  return { outcomes: Object.fromEntries(outcomes), away: away.log, bodies };
}

const run = start();
const capped = start(['--max-response', '500B', '--timeout-request', '100ms']);

describe('settings of single requests', () => {
  test.each([
    ['within', 'passed'],
    ['away', 'passed'],
    ['to another scheme', 'passed'],
    ['from within to away', 'passed'],
    ['anywhere', 'passed'],
    ['none', 'passed'],
    ['in time', 'passed'],
    ['too slow', 'no-answer no answer in time'],
    ['as slow as all may be', 'passed'],
    ['small enough', 'passed'],
    ['too large', 'no-answer the answer is larger than max_response allows (1 KB)'],
    ['larger than the default', 'passed'],
    ['larger than the default allows', 'no-answer the answer is larger than --max-response allows (10 MB)'],
  ])('%s: %s', async (name, outcome) => {
    expect((await run).outcomes[name]).toBe(outcome);
  });

  test('only `any` leads to another server', async () => {
    expect((await run).away).toEqual(['200 GET /landed']);
  });

  test('a script cannot send a file that the list does not name', async () => {
    const { outcomes, bodies } = await run;
    expect([outcomes['another file'], bodies.join('')]).not.toContain('private');
  });

  test('--max-response caps every setting, and --timeout-request is for requests without one', async () => {
    const { outcomes } = await capped;
    expect(outcomes).toMatchObject({ 'in time': 'passed', 'small enough': expect.stringMatching(/^no-answer/) });
  });
});
