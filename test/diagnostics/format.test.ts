import { describe, expect, test } from 'vitest';
import { type Diagnostic, diagnose, rewordDiagnostic } from '../../src/diagnostics/diagnostic.ts';
import {
  formatDiagnostic,
  formatDiagnostics,
  type Paint,
  plain,
  sortDiagnostics,
} from '../../src/diagnostics/format.ts';
import type { Origin } from '../../src/diagnostics/origin.ts';

const source = { path: 'endpoints.yaml', text: 'name: Shop\nheders: {}\nname: Shop\n' };
const at = (text: string, from = 0): Origin => {
  const start = source.text.indexOf(text, from);
  return { source, start, end: start + text.length };
};
const unknown = diagnose('unknown-key', { key: 'heders', known: ['headers'] }, at('heders'));
const twice = diagnose('duplicate-key', { key: 'name' }, at('name', 5), [
  { message: 'first used here', origin: at('name') },
]);
const interrupted = diagnose('interrupted', {});

describe('formatDiagnostic', () => {
  test('has place, severity, code, frame and hint', () => {
    const lines = formatDiagnostic(unknown).split('\n');
    expect(lines[0]).toMatch(/^endpoints\.yaml:2:1: error\[unknown-key\]: ./);
    expect(lines.slice(1, 4)).toEqual(['  1 | name: Shop', '  2 | heders: {}', '    | ^^^^^^']);
    expect(lines.slice(4)).toEqual([expect.stringMatching(/^ {2}= hint: .*headers/)]);
  });
  test('shows related places', () => {
    expect(formatDiagnostic(twice).split('\n').at(-1)).toBe('  = endpoints.yaml:1:1: first used here');
  });
  test('has neither place nor code frame for a diagnostic without a place', () => {
    expect(formatDiagnostic(interrupted)).toBe('error[interrupted]: interrupted');
  });
  test('colours the place and the severity', () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const paint = {
      red: mark('red'),
      yellow: mark('yellow'),
      dim: mark('dim'),
      bold: mark('bold'),
      green: mark('green'),
    };
    const first = (diagnostic: Diagnostic) => formatDiagnostic(diagnostic, paint as Paint).split('\n')[0];
    expect(first(unknown)).toMatch(/^<bold>endpoints.yaml:2:1: <\/bold><red>error<\/red>\[/);
    expect(first(diagnose('insecure', {}))).toMatch(/<yellow>warning<\/yellow>/);
    expect(first(diagnose('method-raised', { method: 'get' }))).toMatch(/<dim>note<\/dim>/);
  });
  test('wraps long texts, and keeps place, severity, code and the start of the message on the first line', () => {
    const reason = 'the name "Shop and more" is used already, and two equal names would be confusing';
    const long = diagnose('bad-name', { name: 'Shop', reason }, at('Shop'));
    expect(formatDiagnostic(long).split('\n')).toEqual([
      'endpoints.yaml:1:7: error[bad-name]: "Shop" is not a valid name: the name',
      '    "Shop and more" is used already, and two equal names would be confusing',
      '  1 | name: Shop',
      '    |       ^^^^',
    ]);
  });
  test('wraps hints and related places', () => {
    expect(formatDiagnostic(unknown, plain, 26)).toMatch(/\n {2}= hint: did you mean\n {4}"headers"\?$/);
    expect(formatDiagnostic(twice, plain, 26)).toMatch(/\n {2}= endpoints\.yaml:1:1:\n {4}first used here$/);
  });
  test('uses all columns of a wider terminal', () => {
    const hint = 'a '.repeat(60).trim();
    const long = diagnose('yaml-syntax', { reason: 'it is wrong', hint });
    expect(formatDiagnostic(long, plain, 200).split('\n')).toHaveLength(2);
    expect(formatDiagnostic(long).split('\n')).toHaveLength(3);
  });
  test('is printed for each diagnostic of a list, with a line end', () => {
    expect(formatDiagnostics([unknown, interrupted])).toBe(
      `${formatDiagnostic(unknown)}\n${formatDiagnostic(interrupted)}\n`,
    );
  });
  test('keeps the code frame when the message is changed', () => {
    const reworded = rewordDiagnostic(unknown, (text) => text.replaceAll('heders', '***'));
    expect(formatDiagnostic(reworded)).toContain('  2 | heders: {}');
    expect(reworded.message).toContain('***');
  });
});

describe('sortDiagnostics', () => {
  const elsewhere = diagnose('yaml-empty', {}, { source: { path: 'more.yaml', text: '' }, start: 0, end: 0 });

  test('sorts by file, then by place; diagnostics without a place come last', () => {
    expect(sortDiagnostics([interrupted, elsewhere, twice, unknown])).toEqual([unknown, twice, elsewhere, interrupted]);
  });
  test('removes duplicates', () => {
    const again = diagnose('unknown-key', { key: 'heders', known: ['headers'] }, at('heders'));
    expect(sortDiagnostics([unknown, again])).toEqual([unknown]);
  });
  test('keeps different diagnostics at the same place', () => {
    const other = diagnose('missing-key', { key: 'heders' }, at('heders'));
    expect(sortDiagnostics([unknown, other])).toHaveLength(2);
  });
});
