import { describe, expect, test } from 'vitest';
import { proxyOf, proxySecrets, proxySettings } from '../../src/run/proxy.ts';

const both = { HTTP_PROXY: 'http://a.test:1', HTTPS_PROXY: 'http://b.test:2' };

describe('the proxy for a URL', () => {
  test.each<[string, string, Record<string, string>, string | undefined]>([
    ['no proxy is set', 'http://api.test/', {}, undefined],
    ['an http URL', 'http://api.test/', both, 'http://a.test:1'],
    ['an https URL', 'https://api.test/', both, 'http://b.test:2'],
    [
      'an https URL when only HTTP_PROXY is set',
      'https://api.test/',
      { HTTP_PROXY: 'http://a.test:1' },
      'http://a.test:1',
    ],
    ['an http URL when only HTTPS_PROXY is set', 'http://api.test/', { HTTPS_PROXY: 'http://b.test:2' }, undefined],
    ['a name in lower case', 'http://api.test/', { http_proxy: 'http://c.test:3' }, 'http://c.test:3'],
    [
      'a name in upper case, which takes precedence',
      'http://api.test/',
      { ...both, http_proxy: 'http://c.test:3' },
      'http://a.test:1',
    ],
    ['an empty proxy, which is ignored', 'http://api.test/', { HTTP_PROXY: '' }, undefined],
    [
      'a proxy without a scheme, which is an http proxy',
      'http://api.test/',
      { HTTP_PROXY: 'a.test:3128' },
      'http://a.test:3128',
    ],
    ['an invalid proxy, which is ignored', 'http://api.test/', { HTTP_PROXY: 'no url' }, undefined],
    ['an invalid URL, which has no proxy', 'api.test', both, undefined],
    [
      'a proxy with user and password, which are removed',
      'http://api.test/',
      { HTTP_PROXY: 'http://u:p@a.test:1/x' },
      'http://a.test:1',
    ],
    ['NO_PROXY with a star', 'http://api.test/', { ...both, NO_PROXY: '*' }, undefined],
    ['NO_PROXY with the host', 'http://api.test/', { ...both, NO_PROXY: 'x.test, api.test' }, undefined],
    ['NO_PROXY with the host in upper case', 'http://api.test/', { ...both, NO_PROXY: 'API.TEST' }, undefined],
    ['NO_PROXY with a domain of the host', 'http://api.test/', { ...both, no_proxy: '.test' }, undefined],
    [
      'NO_PROXY with a suffix of the host that is not a domain',
      'http://mytest/',
      { ...both, NO_PROXY: 'test' },
      'http://a.test:1',
    ],
    ['NO_PROXY with another host', 'http://api.test/', { ...both, NO_PROXY: 'other.test' }, 'http://a.test:1'],
    ['NO_PROXY with the host and port', 'http://api.test:8080/', { ...both, NO_PROXY: 'api.test:8080' }, undefined],
    ['NO_PROXY with the host and default port', 'https://api.test/', { ...both, NO_PROXY: 'api.test:443' }, undefined],
    ['NO_PROXY with another port', 'http://api.test/', { ...both, NO_PROXY: 'api.test:8080' }, 'http://a.test:1'],
    ['localhost, which is asked directly', 'http://localhost:1/', both, undefined],
    ['localhost over https', 'https://localhost:1/', both, undefined],
    ['a name below localhost', 'http://api.localhost/', both, undefined],
    ['a name that only ends like localhost', 'http://mylocalhost/', both, 'http://a.test:1'],
    ['localhost, with a proxy of this machine', 'http://localhost/', { HTTP_PROXY: 'http://127.0.0.1:1' }, undefined],
    ['the address of this machine', 'http://127.0.0.2:8080/', both, undefined],
    ['the IPv6 address of this machine', 'http://[::1]:8080/', both, undefined],
    [
      'the address of this machine, with a proxy of this machine',
      'http://127.0.0.1/',
      { HTTP_PROXY: 'localhost:8080' },
      'http://localhost:8080',
    ],
    [
      'localhost, with a NO_PROXY that names this machine otherwise and so decides alone',
      'http://localhost/',
      { ...both, NO_PROXY: '127.0.0.1' },
      'http://a.test:1',
    ],
    ['localhost, with another host in NO_PROXY', 'http://localhost/', { ...both, NO_PROXY: 'x.test' }, undefined],
    ['NO_PROXY with empty entries', 'http://api.test/', { ...both, NO_PROXY: ', ,' }, 'http://a.test:1'],
  ])('%s', (_, url, environment, want) => {
    expect(proxyOf(url, environment)).toBe(want);
  });
});

test('proxySettings returns only the variables about proxies that are not empty', () => {
  const environment = {
    ...both,
    no_proxy: 'x',
    ALL_PROXY: 'y',
    HOME: '/h',
    PROXY: 'z',
    HTTP_PROXY_2: 'z',
    NO_PROXY: '',
  };
  expect(proxySettings(environment)).toEqual({ ...both, no_proxy: 'x', ALL_PROXY: 'y' });
});

test.each<[string, string, string[]]>([
  ['no password', 'http://jane@a.test', []],
  ['an invalid URL', 'a.test', []],
  ['a password', 'http://jane:pass@a.test', ['pass', 'pass', Buffer.from('jane:pass').toString('base64')]],
  [
    'an encoded password',
    'http://jane:p%40s%3As@a.test',
    ['p%40s%3As', 'p@s:s', Buffer.from('jane:p@s:s').toString('base64')],
  ],
  [
    'a password that cannot be decoded',
    'http://jane:%zz@a.test',
    ['%zz', '%zz', Buffer.from('jane:%zz').toString('base64')],
  ],
])('the secrets of a proxy with %s', (_, proxy, want) => {
  const secrets = proxySecrets({ HTTPS_PROXY: proxy });
  expect(secrets.map((secret) => secret.value)).toEqual(want);
  expect(new Set(secrets.map((secret) => secret.source))).toEqual(new Set(want.length > 0 ? ['HTTPS_PROXY'] : []));
});
