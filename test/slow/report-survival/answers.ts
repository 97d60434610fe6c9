import { gzipSync } from 'node:zlib';
import type { Reply } from '../../support/open-server.ts';
import type { SurvivalCase } from './case.ts';

const gone = { exit: 4, codes: ['request-failed'], outcome: 'no-answer' } as const;
const failed = { exit: 1, codes: ['assertion-failed'], outcome: 'failed' } as const;

/** Sends an answer as raw bytes. */
const bytes =
  (body: string | Buffer, ...headers: readonly string[]): Reply =>
  ({ socket }) => {
    const length = `Content-Length: ${Buffer.byteLength(body)}`;
    const head = ['HTTP/1.1 200 OK', 'Connection: close', length, ...headers, '', ''].join('\r\n');
    socket.end(Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]));
    return 'answered';
  };

const json = (value: unknown, ...headers: readonly string[]) => bytes(JSON.stringify(value), ...headers);

/** Text that XML cannot contain, that could end an element, or that controls a terminal. */
const evilNames = [
  'zero \u0000 one \u0001',
  'escape \u001b]0;title\u0007',
  'alone \ud800 high',
  'alone \udc00 low',
  'none \ufffe \uffff',
  ']]></testsuites><!--',
  '"><x a="',
  '\u009b31m',
  'line \u2028 feed \n return \r',
];

const deep = (count: number) => `${'['.repeat(count)}${']'.repeat(count)}`;

/** Answers that are too large, or that contain text which reports must escape. */
export const answers: readonly SurvivalCase[] = [
  {
    name: 'a gzip bomb of 300 MB',
    why: 'only 300 KB are received',
    ...gone,
    reply: (exchange) => {
      const bomb = gzipSync(Buffer.alloc(300_000_000));
      return bytes(bomb, 'Content-Encoding: gzip')(exchange);
    },
  },
  {
    name: 'a body of 60 MB',
    why: 'stock newman loses its JSON report after 98 s',
    ...gone,
    reply: (exchange) => bytes(Buffer.alloc(60_000_000, ' '))(exchange),
  },
  {
    name: 'JSON of 200,000 nested arrays, with an expected body',
    why: 'recursion over it overflows the stack, and the actual value must be shown',
    ...failed,
    entry: { expect: { body: { a: 1 } }, save: { a: '$.a' } },
    args: ['--show-values'],
    reply: bytes(deep(200_000)),
  },
  {
    name: 'JSON of 50,000 nested arrays, with a schema',
    why: 'a schema validator may recurse over it as well',
    ...failed,
    entry: { expect: { schema: { required: ['a'] }, text: 'never' } },
    args: ['--show-values'],
    reply: bytes(`{"b":${deep(50_000)}}`),
  },
  {
    name: 'control characters and lone surrogates in names of assertions',
    why: 'a single one makes stock newman lose its JUnit report',
    ...failed,
    entry: {
      after:
        'pm.response.json().forEach(function (one) { pm.test(one, function () {}); pm.test("not " + one, function () { throw new Error(one); }); });',
    },
    reply: json(evilNames),
  },
  {
    name: 'control characters in the value of a header',
    why: 'Latin-1 is allowed there and has control characters that terminals obey',
    ...failed,
    entry: { expect: { headers: { 'X-A': 'never' } } },
    args: ['--show-values'],
    reply: json({}, 'X-A: \u009b31m\u0085 next'),
  },
  {
    name: 'an escape character in the value of a header',
    why: 'Node rejects the whole answer',
    ...gone,
    reply: json({}, 'X-A: \u001b[31m'),
  },
  {
    name: 'a control character in the name of a header',
    why: 'Node rejects the whole answer',
    ...gone,
    reply: json({}, 'X-\u0001: a'),
  },
  {
    name: 'a lone surrogate in a value',
    why: 'JSON can express it, UTF-8 cannot',
    ...failed,
    entry: { expect: { body: { a: 'never' } } },
    args: ['--show-values'],
    reply: bytes('{"a":"half \\ud800 of it \\u0000"}'),
  },
  {
    name: 'tokens equal to words of our reports',
    why: 'tokens are masked, but the keys and values of a report must stay',
    ...failed,
    entry: { expect: { body: { a: 'never' } } },
    reply: json({
      token: 'assertions',
      other_token: 'diagnostics',
      old_token: 'no-answer',
      new_token: 'failedAssertions',
    }),
  },
  {
    name: 'cookies equal to words of our reports',
    why: 'a hostile server could otherwise prevent every report',
    exit: 0,
    codes: [],
    outcome: 'passed',
    reply: json({}, 'Set-Cookie: a=requests', 'Set-Cookie: b=testsuite', 'Set-Cookie: c=timestamp'),
  },
  {
    name: '9,000 tokens in one answer',
    why: 'all of them must be masked, in 35 encodings each',
    ...failed,
    entry: { expect: { body: { a: 'never' } } },
    reply: json(Object.fromEntries(Array.from({ length: 9000 }, (_, at) => [`token${at}`, `secret-${at * 7919}`]))),
    timeout: 10,
  },
];
