import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Code, catalogue, codes } from '../../src/diagnostics/catalogue.ts';
import type { Entry } from '../../src/diagnostics/entry.ts';
import { projectRoot } from '../support/cli.ts';
import { fixtures } from '../support/error-lines.ts';

/** Codes that no list of a readable size can cause, and the test that holds each of them. */
const elsewhere: Partial<Record<Code, string>> = {
  'file-too-large': 'test/source/read.test.ts',
  // What is on disk.
  'no-list': 'test/commands/refusals.test.ts',
  'output-clash': 'test/commands/generate/generate.test.ts',
  'missing-file': 'test/commands/generate/generate.test.ts',
  'stale-file': 'test/commands/generate/generate.test.ts',
  'edited-by-hand': 'test/output/plan.test.ts',
  'foreign-file': 'test/output/plan.test.ts',
  'orphan-file': 'test/commands/generate/generate.test.ts',
  'typed-values': 'test/output/plan.test.ts',
  'tracked-secret': 'test/commands/generate/generate.test.ts',
  'unsafe-output': 'test/output/plan.test.ts',
  'write-failed': 'test/output/write.test.ts',
  'judge-differs': 'test/postman/v2/judge.test.ts',
  'kept-backup': 'test/output/write.test.ts',
  // What a run asks for and what comes of it.
  usage: 'test/commands/refusals.test.ts',
  'unknown-environment': 'test/commands/refusals.test.ts',
  'which-environment': 'test/commands/refusals.test.ts',
  'unknown-folder': 'test/run/plan-run.test.ts',
  'unknown-tag': 'test/run/plan-run.test.ts',
  'nothing-selected': 'test/run/plan-run.test.ts',
  'unset-variable': 'test/run/preflight.test.ts',
  'path-value': 'test/run/preflight.test.ts',
  'unsafe-not-allowed': 'test/commands/refusals.test.ts',
  'unknown-variable': 'test/commands/refusals.test.ts',
  'secret-in-argv': 'test/commands/refusals.test.ts',
  'secret-with-braces': 'test/run/preflight.test.ts',
  'secret-file-open': 'test/commands/run/refused-secrets.test.ts',
  'secret-file-tracked': 'test/commands/run/refused-secrets.test.ts',
  'bad-env-file': 'test/secrets/env-file.test.ts',
  'plain-http': 'test/run/preflight.test.ts',
  'protected-environment': 'test/commands/refusals.test.ts',
  'bad-data': 'test/run/data-file.test.ts',
  insecure: 'test/commands/run/tls.test.ts',
  'ignored-setting': 'test/commands/run/tls.test.ts',
  'discouraged-grant': 'test/commands/generate/discouraged-grant.test.ts',
  'unknown-identity': 'test/commands/token/token.test.ts',
  'nothing-to-get': 'test/commands/token/token.test.ts',
  'public-secret': 'test/secrets/run-secrets.test.ts',
  'short-secret': 'test/secrets/run-secrets.test.ts',
  'secret-leak': 'test/commands/run/publish.test.ts',
  'sign-in-failed': 'test/run/verdict.test.ts',
  'request-failed': 'test/run/verdict.test.ts',
  'assertion-failed': 'test/run/verdict.test.ts',
  'script-failed': 'test/run/verdict.test.ts',
  'not-run': 'test/run/verdict.test.ts',
  'assertion-missing': 'test/run/verdict.test.ts',
  'runner-failed': 'test/run/execute.test.ts',
  deadline: 'test/run/verdict.test.ts',
  interrupted: 'test/run/verdict.test.ts',
  retried: 'test/run/execute-retries.test.ts',
};

/** One value for every fact that any code's words are made of. */
const facts: Record<string, unknown> = {
  actual: 'the text "red"',
  artefact: 'the report run.xml',
  assertion: 'status is 200',
  backup: 'shop.json.bak',
  becomes: '10',
  by: 'jane',
  bytes: 6_000_000,
  call: 'console.log',
  cause: 'the password is wrong',
  character: 'U+200B',
  count: 10_001,
  directive: '%YAML 1.1',
  entry: 'GET /orders',
  expected: 'a map',
  file: 'shop.dev.postman_environment.json',
  form: 'an async function',
  found: 'GET /order',
  grant: 'password',
  help: 'postmint run --help',
  hint: 'close the quote',
  host: 'shop.example',
  identity: 'jane',
  instead: 'use client_credentials',
  key: 'heders',
  keys: ['json', 'form'],
  kept: 'GET /orders',
  known: ['headers', 'query'],
  limit: 5_000_000,
  line: 3,
  lost: '#recent',
  message: 'expected 200, found 404',
  method: 'GTE',
  name: 'order_id',
  names: ['first', 'second'],
  near: 'order_ids',
  offset: 12,
  other: 'other/endpoints.yaml',
  path: 'endpoints.yaml',
  reason: 'it is empty',
  request: 'List orders',
  isIdentity: true,
  safe: true,
  script: 'test',
  seconds: 300,
  secret: true,
  segment: ':id',
  slug: 'My shop',
  sources: 'set SHOP_PASSWORD',
  tag: '!shop',
  template: 'basic',
  text: '010',
  times: 2,
  tried: ['endpoints.yaml'],
  url: '/orders',
  value: 'shop.example',
  what: 'the list',
  where: 'this entry',
};

/** Facts that complain when a code asks for one that is not there, instead of printing "undefined". */
const sample = new Proxy(facts, {
  get(target, key) {
    if (!Object.hasOwn(target, key)) throw new Error(`no sample for the fact "${String(key)}"`);
    return target[String(key)];
  },
});

const errors = join(fixtures, 'errors');
const shown = new Set(
  readdirSync(errors)
    .filter((name) => name.endsWith('.err'))
    .map((name) => name.replace(/(?:--.*)?\.err$/, '')),
);

describe('every code has an example', () => {
  test.each(codes.filter((code) => !(code in elsewhere)))('%s has a fixture of its own', (code) => {
    expect(existsSync(join(errors, `${code}.yaml`))).toBe(true);
    expect(readFileSync(join(errors, `${code}.err`), 'utf8')).toMatch(new RegExp(` ${code}\n`));
  });

  test.each(Object.entries(elsewhere))('%s is held by %s', (code, path) => {
    expect(shown).not.toContain(code);
    // As a value of its own or at one end of a string, and not as a word of a sentence.
    const named = new RegExp(`['"\`[ ]${code}['"\`\\]]|['"\`[]${code} `);
    expect(readFileSync(join(projectRoot, path), 'utf8')).toMatch(named);
  });

  test('no fixture shows a code that is not in the catalogue', () => {
    expect([...shown].filter((code) => !(codes as string[]).includes(code))).toEqual([]);
  });
});

describe('the words of a code', () => {
  test.each(codes)('%s', (code) => {
    const { message, hint } = catalogue[code] as Entry<unknown>;
    for (const words of [message(sample), hint?.(sample)]) {
      if (words === undefined) continue;
      expect(words).toMatch(/^\S[^\n]*[^\s.]$/);
      expect(words).not.toMatch(/undefined|\[object|NaN/);
    }
  });
});
