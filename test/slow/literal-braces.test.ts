import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingPeers, runners } from '../support/all-runners.ts';

for (const reason of missingPeers) process.stderr.write(`skipped: a peer: ${reason}\n`);

/** What a request of the list is, and what must arrive: `{{amount}}` and `{{ name }}` are text, `{{login}}` is jane. */
const rows = [
  [
    'JSON',
    'json: { a: "Hi {{ name }}, {{login}}: {{amount}}", "{{amount}}": 1 }',
    { a: 'Hi {{ name }}, jane: {{amount}}', '{{amount}}': 1 },
  ],
  ['alone', 'json: "{{amount}}"', '{{amount}}'],
  ['escaped', 'json: { a: "{{quote}} {{amount}}" }', { a: 'a"b {{amount}}' }],
  [
    'XML',
    'xml: "<a b=\'{{amount}}\'>{{ name }} {{login}}</a>"',
    "<a b='&#123;&#123;amount}}'>&#123;&#123; name }} jane</a>",
  ],
  ['CDATA', 'xml: "<a><![CDATA[{{amount}}]]></a>"', '<a><![CDATA[{{amount}}]]></a>'],
  ['text', 'text: "{{amount}} {{ name }} {{login}}"', '{{amount}} {{ name }} jane'],
  ['form', 'form: { a: "{{amount}} {{login}}" }', 'a={{amount}} jane'],
] as const;

interface Arrived {
  readonly target: string;
  readonly header: string;
  readonly body: string;
}

const entries = rows.map(([name, keys]) => {
  const used = keys.includes('{{ name }}') ? 'amount, name' : 'amount';
  const literal = keys.includes('{{amount}}') ? used : 'name';
  const id = name.toLowerCase();
  return `  - { name: ${name}, request: POST /${id}, ${keys}, literal_braces: [${literal}] }`;
});

const list = `name: Variants
environments: { dev: { base_url: "https://shop.test" } }
variables: { login: jane, quote: 'a"b' }
endpoints:
${entries.join('\n')}
  - name: URL
    request: GET /url/{{amount}}/{id}?a={{amount}}&b={{login}}
    path: { id: "x{{ name }}" }
    query: { "c{{amount}}": "{{ name }} & {{login}}" }
    headers: { X-Note: "{{amount}} {{login}}" }
    literal_braces: [amount, name]
    expect:
      headers: { X-Echo: "{{amount}} {{login}}", X-Only: "{{amount}}" }
      text: ["{{ name }}/{{login}}", "{{amount}}"]
      body: { a: "{{amount}} {{login}}", b: ["{{ name }}"] }
`;

const answer = { a: '{{amount}} jane', b: ['{{ name }}'], c: '{{ name }}/jane' };

const arrived: Arrived[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  arrived.push({ target: request.url ?? '', header: String(request.headers['x-note'] ?? ''), body });
  response.setHeader('X-Echo', '{{amount}} jane').setHeader('X-Only', '{{amount}}');
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer));
});
let origin: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

describe.each(Object.keys(runners))('literal braces arrive as text with %s', (name) => {
  test('in every place, and expectations with them hold', async () => {
    arrived.length = 0;
    const play = runners[name] as (typeof runners)[string];
    // POST requests are sent with --unsafe only, so they are declared safe here.
    const { code, stdout, stderr } = await play(list.replaceAll('request: POST', 'safe: true, request: POST'), origin, {
      secrets: {},
    });
    expect([code, code === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    expect(arrived).toHaveLength(rows.length + 1);
    for (const [index, [kind, keys, wanted]] of rows.entries()) {
      const { body } = arrived[index] as Arrived;
      const read = keys.startsWith('json') ? JSON.parse(body) : kind === 'form' ? decodeURIComponent(body) : body;
      expect([kind, read]).toEqual([kind, wanted]);
    }
    const { target, header } = arrived.at(-1) as Arrived;
    expect(header).toBe('{{amount}} jane');
    expect(decodeURIComponent(target)).toBe(
      '/url/{{amount}}/x{{ name }}?a={{amount}}&b=jane&c{{amount}}={{ name }} & jane',
    );
    expect(target).toContain('a=%7B%7Bamount%7D%7D&');
  });
});

test('a data column of such a name is an error, and nothing is sent', async () => {
  arrived.length = 0;
  const play = runners.postmint as (typeof runners)[string];
  const { code, stderr } = await play(list.replaceAll('request: POST', 'safe: true, request: POST'), origin, {
    secrets: {},
    data: [{ amount: '5' }],
  });
  expect([code, arrived]).toEqual([2, []]);
  // A column that is no variable of the list is refused as well, before the names of literal braces are looked at.
  expect(stderr).toMatch(/error\[(?:literal-in-data|bad-data)\]/);
});
