import { expect, test } from 'vitest';
import { toEnvironments } from '../../src/import/entries/to-environments.ts';
import type { Server } from '../../src/import/openapi/description.ts';
import { Omissions } from '../../src/import/openapi/omissions.ts';
import { Commented } from '../../src/source/print/print-value.ts';

const server = (url: string, more: Partial<Server> = {}): Server => ({ url, variables: new Map(), ...more });
const rows: [title: string, servers: Server[], baseUrl: string | undefined, want: object][] = [
  ['one server', [server('https://a.example/v1/')], undefined, { main: { base_url: 'https://a.example/v1' } }],
  ['its name', [server('https://a.example', { name: 'live' })], undefined, { live: { base_url: 'https://a.example' } }],
  [
    'its description',
    [server('https://a.example', { description: 'Our production server' })],
    undefined,
    { production: { base_url: 'https://a.example' } },
  ],
  [
    'a long description',
    [
      server('https://api.a.example', { description: 'This is a server with a very long text' }),
      server('https://b.example'),
    ],
    undefined,
    { 'a-example': { base_url: 'https://api.a.example' }, 'b-example': { base_url: 'https://b.example' } },
  ],
  [
    'two of one name',
    [server('https://a.example', { name: 'x' }), server('https://b.example', { name: 'x' })],
    undefined,
    { x: { base_url: 'https://a.example' }, 'x-2': { base_url: 'https://b.example' } },
  ],
  ['without a scheme', [server('//a.example')], undefined, { main: { base_url: 'https://a.example' } }],
  [
    'an address of the user',
    [server('http://localhost:1')],
    'http://localhost:1/',
    {
      main: {
        base_url: 'http://localhost:1',
      },
    },
  ],
  [
    'a path, and an address of the user',
    [server('/v1')],
    'http://localhost:1',
    { main: { base_url: 'http://localhost:1/v1' } },
  ],
  [
    'a path that the address has',
    [server('/v1')],
    'http://localhost:1/v1',
    { main: { base_url: 'http://localhost:1/v1' } },
  ],
  [
    'a host that is a variable',
    [server('https://{host}/x', { variables: new Map([['host', { value: '' }]]) })],
    undefined,
    { main: { base_url: 'https://{{host}}/x', host: '' } },
  ],
];
test.each<[title: string, urls: string[], baseUrl: string | undefined, want: string[]]>([
  ['a path beside a host', ['https://a.example', '/v2'], undefined, ['/v2']],
  ['another protocol', ['ftp://a.example', 'https://a.example'], undefined, ['ftp://a.example']],
  ['a second path', ['/v1', '/v2'], 'http://localhost:1', ['/v2']],
  ['a host, and an address of the user', ['https://a.example'], 'http://localhost:1', ['https://a.example']],
  ['all are environments', ['https://a.example', 'https://b.example'], undefined, []],
])('servers that are no environment are in the summary: %s', (_, urls, baseUrl, want) => {
  const omissions = new Omissions();
  toEnvironments(
    urls.map((url) => server(url, { pointer: url })),
    baseUrl,
    omissions,
  );
  expect(omissions.list().flatMap(({ reason, pointers }) => pointers.map((url) => [reason, url]))).toEqual(
    want.map((url) => ['other-server', url]),
  );
});

test.each(rows)('%s', (_, servers, baseUrl, want) => {
  expect(toEnvironments(servers, baseUrl, new Omissions()).environments).toEqual(want);
});

test.each(['', '/', '/v1', 'ftp://a.example', 'https://a b.example', 'https://x:y@a.example'])(
  'without an address (%j), one is to fill in',
  (url) => {
    const { main } = toEnvironments([server(url)], undefined, new Omissions()).environments;
    expect(main).toBeInstanceOf(Commented);
    expect((main as Commented).value).toEqual({ base_url: null });
  },
);
