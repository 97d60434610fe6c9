import { expect, test } from 'vitest';
import { Collector } from '../../../src/run/collector.ts';
import { explained, type Secrecy } from '../../../src/run/verdict/explained.ts';
import { LeakScan } from '../../../src/secrets/last-look.ts';
import { Redactor } from '../../../src/secrets/redactor.ts';
import { answered } from '../../support/fake-runner.ts';

const at = { id: 'x', iteration: 0 };
const json = (...levels: string[]): string => levels.reduceRight((text, key) => JSON.stringify({ [key]: text }));

/** The excerpt of an answer with a secret, as a report shows it. */
function excerptWith(secret: string, body: string): string | undefined {
  const redactor = new Redactor([secret]);
  const scan = new LeakScan();
  scan.add(secret);
  const secrecy: Secrecy = { mask: (text) => redactor.text(text), leaks: (text) => scan.finds(text) };
  const collector = new Collector();
  collector.add({ type: 'sent', ...at });
  collector.add({ type: 'response', ...at, response: answered(400, body) });
  const { answer } = explained(collector.get('x', 0), 'all', secrecy);
  return answer === undefined ? undefined : redactor.text(answer);
}

test.each<[string, string, string, string | undefined]>([
  [
    'with tags in it, on a web page',
    'pa"ss<w0>&rd9xyz',
    '<html><body>secret is pa"ss<w0>&rd9xyz end</body></html>',
    'secret is •••••• end',
  ],
  ['at the end of a long text', 'xZq8vT7wLm2k', `${'- '.repeat(147)}xZq8vT7wLm2k`, `${'- '.repeat(147)}••••••`],
  ['with two spaces', 'ab  cd  efgh  ijkl', 'no ab  cd  efgh  ijkl', 'no ••••••'],
  ['in JSON', 'pass"word-1', json('error', 'pass"word-1'), '{"error":"••••••"}'],
  ['in JSON in JSON in JSON', 'pa"ssword-12', json('n', 'p', 'q', 'pa"ssword-12'), json('n', 'p', 'q', '••••••')],
  ['in lines of six characters, which is not recognized', 'abcdefghijklmnop', 'no abcdef\nghijkl\nmnop', undefined],
])('a secret %s is not in the excerpt', (_, secret, body, want) => {
  expect(excerptWith(secret, body)).toBe(want);
});

test('what was sent is part of the explanation', () => {
  const collector = new Collector();
  const sent = { method: 'GET', url: 'http://localhost:1/a' };
  collector.add({ type: 'response', ...at, response: { ...answered(400, ''), sent } });
  expect(explained(collector.get('x', 0), 'nothing')).toEqual({ sent });
});
