import { describe, expect, test } from 'vitest';
import {
  diagnose,
  hasErrors,
  resultOf,
  rewordDiagnostic,
  rewordFacts,
  sourceOf,
} from '../../src/diagnostics/diagnostic.ts';

const source = { path: 'a.yaml', text: 'login: {{login}}' };
const origin = { source, start: 7, end: 16 };
const error = diagnose('unquoted-braces', { text: '{{login}}' }, origin);
const note = diagnose('method-raised', { method: 'get' });

describe('diagnose', () => {
  test('returns plain data that can be printed as JSON', () => {
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      code: 'unquoted-braces',
      severity: 'error',
      file: 'a.yaml',
      range: { start: { line: 1, column: 8, offset: 7 }, end: { line: 1, column: 17, offset: 16 } },
    });
  });
  test('omits keys without a value', () => {
    expect(Object.keys(diagnose('interrupted', {}))).toEqual(['code', 'severity', 'message']);
    const noHint = diagnose('yaml-syntax', { reason: 'x', hint: undefined }, origin, []);
    expect(Object.keys(noHint)).toEqual(['code', 'severity', 'file', 'range', 'message']);
  });
  test('keeps the file for the code frame, but not as part of the data', () => {
    expect(sourceOf(error)).toBe(source);
    expect(JSON.stringify(error)).not.toContain('login: ');
    expect(sourceOf(note)).toBeUndefined();
  });
});

test('rewordDiagnostic changes message and hint, and nothing else', () => {
  const reworded = rewordDiagnostic(error, (text) => text.toUpperCase());
  expect(reworded).toEqual({ ...error, message: error.message.toUpperCase(), hint: error.hint?.toUpperCase() });
  expect(sourceOf(reworded)).toBe(source);
  expect(rewordDiagnostic(diagnose('interrupted', {}), (text) => text)).not.toHaveProperty('hint');
});

describe('rewordFacts changes what a diagnostic is about', () => {
  const hide = (text: string) => text.replace(/failed|test|secret/g, '***');

  test.each([
    ['our words stay', diagnose('sign-in-failed', { cause: 'it failed' }), 'sign-in failed: it ***'],
    [
      'facts that are words of ours stay',
      diagnose('script-failed', { request: 'a test', script: 'test', message: 'test failed' }, origin),
      'the test script of "a ***" failed: *** ***',
    ],
    ['facts of several parts change', diagnose('variable-cycle', { names: ['a', 'secret', 'a'] }), 'a -> *** -> a'],
  ])('%s', (_, diagnostic, words) => {
    const reworded = rewordFacts(diagnostic, hide);
    expect(reworded.message).toContain(words);
    expect(rewordFacts(reworded, (text) => text)).toEqual(reworded);
    expect(sourceOf(reworded)).toBe(sourceOf(diagnostic));
    expect({ ...reworded, message: '', hint: '' }).toEqual({ ...diagnostic, message: '', hint: '' });
  });

  test('hints too', () => {
    const known = diagnose('unknown-folder', { name: 'secretx', known: ['secret'] });
    expect(rewordFacts(known, hide).hint).not.toContain('secret');
  });
});

describe('resultOf', () => {
  test('has no value when there is an error', () =>
    expect(resultOf(1, [note, error])).toEqual({ diagnostics: [note, error] }));
  test('has the value when there are only notes', () =>
    expect(resultOf(1, [note])).toEqual({ value: 1, diagnostics: [note] }));
  test('hasErrors ignores warnings and notes', () => {
    expect(hasErrors([])).toBe(false);
    expect(hasErrors([note, diagnose('insecure', {})])).toBe(false);
    expect(hasErrors([note, error])).toBe(true);
  });
});
