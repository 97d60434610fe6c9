import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import { escapeXml, formatJunit } from '../../src/report/junit.ts';
import { elementsIn, noXml, readXml } from '../support/read-xml.ts';
import { requestResult, runResult } from '../support/run-result.ts';

const result = runResult(
  [
    requestResult(),
    requestResult({
      name: 'Get',
      outcome: 'failed',
      assertions: [
        { name: 'Status is 200', passed: true, line: 7 },
        { name: 'Body has the expected values', passed: false, message: '$.a: expected 1, found string', line: 9 },
        { name: 'my own', passed: false },
      ],
    }),
    requestResult({ name: 'Cut', outcome: 'no-answer', assertions: [] }),
    requestResult({ name: 'Later', folders: [], outcome: 'not-run', assertions: [] }),
    requestResult({ iteration: 1 }),
  ],
  {
    exitCode: 4,
    diagnostics: [
      diagnose('request-failed', { request: 'Cut', host: 'h:1', reason: 'cut' }),
      diagnose('assertion-failed', { request: 'Get', assertion: 'my own', message: 'failed' }),
      diagnose('retried', { request: 'Get', times: 1 }),
    ],
  },
);

const counts = (tests: number, failures: number, errors: number, skipped: number) => ({
  ...{ tests: `${tests}`, failures: `${failures}`, errors: `${errors}`, skipped: `${skipped}` },
  timestamp: '2026-01-02T03:04:05.678',
});

describe.skipIf(noXml)('a run as JUnit XML', () => {
  test('a case has the file and the line that ask for it, else those of its request', () => {
    const own = requestResult({
      file: 'endpoints.yaml',
      line: 3,
      assertions: [
        { name: 'planned', passed: true, line: 7 },
        { name: 'included', passed: true, line: 2, file: 'more.yaml' },
        { name: 'own', passed: false },
      ],
    });
    const cases = elementsIn(readXml(formatJunit(runResult([own]))), 'testcase');
    expect(cases.map(({ attributes: { file, line } }) => `${file}:${line}`)).toEqual([
      'endpoints.yaml:7',
      'more.yaml:2',
      'endpoints.yaml:3',
    ]);
  });

  test('an error that no test looks at is a failure', () => {
    const reason = 'status 500, and no test looks at it';
    const own = requestResult({ outcome: 'failed', status: 500, assertions: [], reason });
    const [only] = elementsIn(readXml(formatJunit(runResult([own]))), 'failure');
    expect(only?.attributes.message).toBe(reason);
  });

  test('is a suite for each folder with a case for each assertion, and with correct counts', () => {
    const root = readXml(formatJunit(result));
    expect([root.name, root.attributes]).toEqual([
      'testsuites',
      { name: 'Shop (dev)', tests: '7', failures: '2', errors: '1', time: '1.234' },
    ]);
    expect(root.children.map((suite) => [suite.name, suite.attributes])).toEqual([
      ['testsuite', { name: 'Shop (dev) / Orders', ...counts(6, 2, 1, 0), time: '0.048' }],
      ['testsuite', { name: 'Shop (dev) / requests', ...counts(1, 0, 0, 1), time: '0.012' }],
    ]);
    const cases = elementsIn(root, 'testcase').map(({ attributes: { classname, name }, children }) =>
      [classname, name, ...children.map((child) => `${child.name}: ${child.attributes.message}`)].join(' | '),
    );
    expect(cases).toEqual([
      'Orders / List | Status is 2xx',
      'Orders / Get | Status is 200',
      'Orders / Get | Body has the expected values | failure: $.a: expected 1, found string (line 9 of the list)',
      'Orders / Get | my own | failure: failed',
      'Orders / Cut | answered | error: no answer',
      'Orders / List | Status is 2xx (iteration 2)',
      'Later | sent | skipped: not run',
    ]);
  });

  test('shows each error once, and no notes', () => {
    const names = elementsIn(readXml(formatJunit(result)), 'testcase').map(({ attributes }) => attributes.name);
    // A request without an answer has a case of its own: "answered".
    expect(names.filter((name) => name === 'request-failed' || name === 'retried')).toEqual([]);
  });

  test('is well-formed with every character that a list, a script or a server can send', () => {
    const low = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).join('');
    const wild = `${low}\u007f\u0085\ufffe\uffff\ud800x\udc00 & < > " ' ]]> \u{1f600} é \u2028`;
    const request = requestResult({
      name: wild,
      folders: [wild],
      outcome: 'failed',
      assertions: [
        { name: wild, passed: true },
        { name: wild, passed: false, message: wild },
      ],
    });
    const failed = diagnose('runner-failed', { reason: wild });
    const text = formatJunit(runResult([request], { collection: wild, environment: wild, diagnostics: [failed] }));
    const cases = elementsIn(readXml(text), 'testcase');
    expect(cases).toHaveLength(3);
    const name = cases[1]?.attributes.name ?? '';
    expect(name.endsWith('& < > " \' ]]> \u{1f600} é \u2028')).toBe(true);
    expect(name.slice(8, 12)).toBe('\ufffd\t\n\ufffd');
  });

  // A CI server sees only the XML.
  const notRun = requestResult({ outcome: 'not-run', assertions: [] });
  const broken = requestResult({ outcome: 'failed' });
  test.each([
    ['was stopped at its deadline', 5, notRun, diagnose('deadline', { seconds: 1 })],
    ['crashed', 5, notRun, diagnose('runner-failed', { reason: 'out of memory' })],
    ['could not sign in before a request', 3, notRun, diagnose('sign-in-failed', { cause: '403' })],
    ['skipped a request', 1, notRun, diagnose('not-run', { request: 'List', reason: 'a script skipped it' })],
    ['has a broken script', 1, broken, diagnose('script-failed', { request: 'List', script: 'test', message: 'x' })],
  ])('shows an error when the run %s', (_, exitCode, request, diagnostic) => {
    const { attributes } = readXml(formatJunit(runResult([request], { exitCode, diagnostics: [diagnostic] })));
    expect(Number(attributes.failures) + Number(attributes.errors)).toBeGreaterThan(0);
  });

  test('is well-formed without requests', () => {
    expect(readXml(formatJunit(runResult([]))).attributes).toMatchObject({ tests: '0', failures: '0', errors: '0' });
  });
});

test.each([
  ['a character that XML cannot hold', '\u0000\u0008\u000b\u001f\ufffe\uffff', '\ufffd'.repeat(6)],
  ['half a character', 'a\ud800b\udfff', 'a\ufffdb\ufffd'],
  ['a complete character is kept', '\u{1f600}', '\u{1f600}'],
  ['markup', '<a b="c">&\'', '&#60;a b=&#34;c&#34;&#62;&#38;&#39;'],
  ['white space that an attribute does not keep', 'a\tb\nc\rd', 'a&#9;b&#10;c&#13;d'],
])('%s', (_, text, escaped) => {
  expect(escapeXml(text)).toBe(escaped);
});
