import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Code, catalogue, codes } from '../../src/diagnostics/catalogue.ts';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import type { Entry } from '../../src/diagnostics/entry.ts';
import { explanations } from '../../src/diagnostics/explanations.ts';
import { projectRoot } from '../support/cli.ts';
import { fixtures, loadFile } from '../support/error-lines.ts';

/** Codes that no readable list can cause, each with the test that covers it. */
const elsewhere: Partial<Record<Code, string>> = {
  'file-too-large': 'test/source/read.test.ts',
  'sign-in-needs': 'test/run/plan-run.test.ts',
  // Collections that postmint did not make.
  'collection-unreadable': 'test/support/foreign/hostile.ts',
  'variables-unreadable': 'test/support/foreign/hostile.ts',
  'untested-error': 'test/support/foreign/hostile.ts',
  'secret-on-command-line': 'test/slow/foreign-hostile.test.ts',
  'endless-loop': 'test/support/foreign/hostile.ts',
  // Files on disk.
  'no-list': 'test/commands/refusals.test.ts',
  'output-clash': 'test/commands/generate/generate.test.ts',
  'missing-file': 'test/commands/generate/generate.test.ts',
  'unreadable-output': 'test/commands/surroundings.test.ts',
  'ignored-file': 'test/commands/ignored-environment.test.ts',
  'stale-file': 'test/commands/generate/generate.test.ts',
  'edited-by-hand': 'test/output/plan.test.ts',
  'foreign-file': 'test/output/plan.test.ts',
  'file-exists': 'test/commands/init/init.test.ts',
  'orphan-file': 'test/commands/generate/generate.test.ts',
  'typed-values': 'test/output/plan.test.ts',
  'tracked-secret': 'test/commands/generate/generate.test.ts',
  'unsafe-output': 'test/output/plan.test.ts',
  'write-failed': 'test/output/write.test.ts',
  'judge-differs': 'test/postman/v2/judge.test.ts',
  'kept-backup': 'test/output/write.test.ts',
  // Descriptions.
  'bad-description': 'test/import/hostile.test.ts',
  'description-depth': 'test/import/hostile.test.ts',
  'external-reference': 'test/import/hostile.test.ts',
  'broken-reference': 'test/import/hostile.test.ts',
  'no-import-file': 'test/commands/import/import.test.ts',
  'bad-import-file': 'test/commands/import/import.test.ts',
  'no-credentials': 'test/commands/import/credentials.test.ts',
  'not-in-description': 'test/commands/check/against.test.ts',
  'differs-from-description': 'test/commands/check/against.test.ts',
  'low-coverage': 'test/commands/check/against.test.ts',
  'description-unread': 'test/commands/check/against.test.ts',
  // Commands, and the outcome of a run.
  usage: 'test/commands/refusals.test.ts',
  'unknown-environment': 'test/commands/refusals.test.ts',
  'which-environment': 'test/commands/refusals.test.ts',
  'unknown-folder': 'test/run/plan-run.test.ts',
  'unknown-request': 'test/run/plan-run.test.ts',
  'unknown-tag': 'test/run/plan-run.test.ts',
  'nothing-selected': 'test/run/plan-run.test.ts',
  'unset-variable': 'test/run/preflight/preflight.test.ts',
  'unsafe-not-allowed': 'test/commands/refusals.test.ts',
  'unknown-variable': 'test/commands/refusals.test.ts',
  'secret-in-argv': 'test/commands/refusals.test.ts',
  'secret-with-braces': 'test/run/preflight/preflight.test.ts',
  'secret-file-open': 'test/commands/run/refused-secrets.test.ts',
  'secret-file-tracked': 'test/commands/run/refused-secrets.test.ts',
  'bad-env-file': 'test/secrets/env-file.test.ts',
  'plain-http': 'test/run/preflight/preflight.test.ts',
  'protected-environment': 'test/commands/refusals.test.ts',
  'bad-data': 'test/run/data-file.test.ts',
  'no-temp-folder': 'test/commands/surroundings.test.ts',
  'unused-column': 'test/run/data/check-columns.test.ts',
  insecure: 'test/commands/run/tls.test.ts',
  'too-many-includes': 'test/library/includes.test.ts',
  'ignored-setting': 'test/commands/run/tls.test.ts',
  'discouraged-grant': 'test/commands/generate/discouraged-grant.test.ts',
  'literal-in-data': 'test/run/preflight/check-planned-columns.test.ts',
  'made-in-data': 'test/run/preflight/check-planned-columns.test.ts',
  'unknown-code': 'test/commands/explain/explain.test.ts',
  'value-with-braces': 'test/commands/refusals.test.ts',
  'unknown-identity': 'test/commands/token/token.test.ts',
  'nothing-to-get': 'test/commands/token/token.test.ts',
  'public-secret': 'test/secrets/run-secrets.test.ts',
  'short-secret': 'test/secrets/run-secrets.test.ts',
  'secret-leak': 'test/commands/run/publish.test.ts',
  'sign-in-failed': 'test/run/verdict/verdict.test.ts',
  'request-failed': 'test/run/verdict/verdict.test.ts',
  'assertion-failed': 'test/run/verdict/verdict.test.ts',
  'script-failed': 'test/run/verdict/verdict.test.ts',
  'not-run': 'test/run/verdict/verdict.test.ts',
  'assertion-missing': 'test/run/verdict/verdict.test.ts',
  'runner-failed': 'test/run/execute.test.ts',
  deadline: 'test/run/verdict/verdict.test.ts',
  interrupted: 'test/run/verdict/verdict.test.ts',
  retried: 'test/run/execute-retries.test.ts',
};

const errors = join(fixtures, 'errors');
const shown = new Set(
  readdirSync(errors)
    .filter((name) => name.endsWith('.err'))
    .map((name) => name.replace(/(?:--.*)?\.err$/, '')),
);

describe('every code is covered by a fixture or a test', () => {
  test.each(codes.filter((code) => !(code in elsewhere)))('%s has a fixture', (code) => {
    expect(existsSync(join(errors, `${code}.yaml`))).toBe(true);
    expect(readFileSync(join(errors, `${code}.err`), 'utf8')).toMatch(new RegExp(` ${code}\n`));
  });

  test.each(Object.entries(elsewhere))('%s is covered by %s', (code, path) => {
    expect(shown).not.toContain(code);
    // As a whole string or at the start or end of one, but not as a word in a sentence.
    const named = new RegExp(`['"\`[ ]${code}['"\`\\]]|['"\`[]${code} `);
    expect(readFileSync(join(projectRoot, path), 'utf8')).toMatch(named);
  });

  test('no fixture shows a code that is not in the catalogue', () => {
    expect([...shown].filter((code) => !(codes as string[]).includes(code))).toEqual([]);
  });
});

describe('message, hint and explanation of a code are complete sentences', () => {
  test.each(codes)('%s', (code) => {
    const { message, hint } = catalogue[code] as Entry<unknown>;
    const { example, about } = explanations[code];
    for (const words of [message(example), hint?.(example)]) {
      if (words === undefined) continue;
      expect(words).toMatch(/^\S[^\n]*[^\s.]$/);
      expect(words).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(about.length).toBeGreaterThanOrEqual(2);
    expect(about.length).toBeLessThanOrEqual(5);
    for (const sentence of about) expect(sentence).toMatch(/^\S[^\n]*\S\.$/);
  });
});

/** Codes whose reason is a message of Node, which differs from version to version. */
const fromNode: readonly Code[] = ['bad-json', 'bad-pattern', 'script-syntax'];

describe('the example of an explanation is the same as the report for its fixture', () => {
  const inFixtures = codes.filter((code) => !(code in elsewhere) && !fromNode.includes(code));
  test.each(inFixtures)('%s', (code) => {
    const { message, hint } = diagnose(code, explanations[code].example as never);
    const reported = loadFile(errors, `${code}.yaml`).diagnostics.map((diagnostic) => ({
      message: diagnostic.message,
      hint: diagnostic.hint,
    }));
    expect(reported).toContainEqual({ message, hint });
  });
});
