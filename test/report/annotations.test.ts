import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { formatAnnotation } from '../../src/report/annotations.ts';

const position = (line: number, column: number) => ({ line, column, offset: 0 });
const placed: Diagnostic = {
  code: 'assertion-failed',
  severity: 'error',
  file: 'api/endpoints.yaml',
  range: { start: position(4, 7), end: position(4, 9) },
  message: 'Status is 200: expected 200, found 500',
};
const { file: _, range: __, ...nowhere } = placed;

test.each<[string, Diagnostic, string]>([
  [
    'an error with its place',
    placed,
    '::error file=api/endpoints.yaml,line=4,col=7,title=postmint assertion-failed::Status is 200: expected 200, found 500',
  ],
  ['a warning', { ...nowhere, severity: 'warning', message: 'm' }, '::warning title=postmint assertion-failed::m'],
  ['a note', { ...nowhere, severity: 'note', message: 'm' }, '::notice title=postmint assertion-failed::m'],
  [
    'a message with several lines',
    { ...nowhere, message: '50%\r\n::error::forged' },
    '::error title=postmint assertion-failed::50%25%0D%0A::error::forged',
  ],
  [
    'a file name with separators of properties',
    { ...placed, file: 'a,b:c%d.yaml', message: 'm' },
    '::error file=a%2Cb%3Ac%25d.yaml,line=4,col=7,title=postmint assertion-failed::m',
  ],
])('%s', (_name, diagnostic, text) => {
  expect(formatAnnotation(diagnostic)).toBe(text);
});

test('a diagnostic without a place names no file', () => {
  expect(formatAnnotation(nowhere)).not.toContain('file=');
});
