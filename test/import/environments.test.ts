import { expect, test } from 'vitest';
import { toEnvironments } from '../../src/import/entries/to-environments.ts';
import type { Server } from '../../src/import/openapi/description.ts';
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
    [server('https://a.example')],
    'http://localhost:1/',
    { main: { base_url: 'http://localhost:1' } },
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
test.each(rows)('%s', (_, servers, baseUrl, want) => {
  expect(toEnvironments(servers, baseUrl).environments).toEqual(want);
});

test.each(['', '/', '/v1', 'ftp://a.example', 'https://a b.example', 'https://x:y@a.example'])(
  'without an address (%j), one is to fill in',
  (url) => {
    const { main } = toEnvironments([server(url)], undefined).environments;
    expect(main).toBeInstanceOf(Commented);
    expect((main as Commented).value).toEqual({ base_url: null });
  },
);
