import { describe, expect, test } from 'vitest';
import { proxyOf, proxySecrets, proxySettings } from '../../src/run/proxy.ts';

const both = { HTTP_PROXY: 'http://a.test:1', HTTPS_PROXY: 'http://b.test:2' };

describe('through which proxy a URL is asked for', () => {
  test.each<[string, string, Record<string, string>, string | undefined]>([
    ['none is set', 'http://api.test/', {}, undefined],
    ['plain http', 'http://api.test/', both, 'http://a.test:1'],
    ['https', 'https://api.test/', both, 'http://b.test:2'],
    ['https, where only one is set', 'https://api.test/', { HTTP_PROXY: 'http://a.test:1' }, 'http://a.test:1'],
    ['plain http, where only the other is set', 'http://api.test/', { HTTPS_PROXY: 'http://b.test:2' }, undefined],
    ['small letters', 'http://api.test/', { http_proxy: 'http://c.test:3' }, 'http://c.test:3'],
    [
      'capitals before small letters',
      'http://api.test/',
      { ...both, http_proxy: 'http://c.test:3' },
      'http://a.test:1',
    ],
    ['an empty one is none', 'http://api.test/', { HTTP_PROXY: '' }, undefined],
    ['one without a scheme is an http one', 'http://api.test/', { HTTP_PROXY: 'a.test:3128' }, 'http://a.test:3128'],
    ['one that is no URL is none', 'http://api.test/', { HTTP_PROXY: 'no url' }, undefined],
    ['what is no URL is asked for nowhere', 'api.test', both, undefined],
    [
      'its user and password are left out',
      'http://api.test/',
      { HTTP_PROXY: 'http://u:p@a.test:1/x' },
      'http://a.test:1',
    ],
    ['all hosts are asked directly', 'http://api.test/', { ...both, NO_PROXY: '*' }, undefined],
    ['this host is asked directly', 'http://api.test/', { ...both, NO_PROXY: 'x.test, api.test' }, undefined],
    ['this host in capitals', 'http://api.test/', { ...both, NO_PROXY: 'API.TEST' }, undefined],
    ['what ends with a name', 'http://api.test/', { ...both, no_proxy: '.test' }, undefined],
    ['what only looks as if it ended so', 'http://mytest/', { ...both, NO_PROXY: 'test' }, 'http://a.test:1'],
    ['another host', 'http://api.test/', { ...both, NO_PROXY: 'other.test' }, 'http://a.test:1'],
    ['this port', 'http://api.test:8080/', { ...both, NO_PROXY: 'api.test:8080' }, undefined],
    ['the port that is understood', 'https://api.test/', { ...both, NO_PROXY: 'api.test:443' }, undefined],
    ['another port', 'http://api.test/', { ...both, NO_PROXY: 'api.test:8080' }, 'http://a.test:1'],
    ['an empty word', 'http://api.test/', { ...both, NO_PROXY: ', ,' }, 'http://a.test:1'],
  ])('%s', (_, url, environment, want) => {
    expect(proxyOf(url, environment)).toBe(want);
  });
});

test('of an environment, only what is about proxies is handed on', () => {
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
  ['no URL', 'a.test', []],
  ['a password', 'http://jane:pass@a.test', ['pass', 'pass', Buffer.from('jane:pass').toString('base64')]],
  [
    'an encoded one',
    'http://jane:p%40s%3As@a.test',
    ['p%40s%3As', 'p@s:s', Buffer.from('jane:p@s:s').toString('base64')],
  ],
  ['one that cannot be decoded', 'http://jane:%zz@a.test', ['%zz', '%zz', Buffer.from('jane:%zz').toString('base64')]],
])('what of a proxy is secret: %s', (_, proxy, want) => {
  const secrets = proxySecrets({ HTTPS_PROXY: proxy });
  expect(secrets.map((secret) => secret.value)).toEqual(want);
  expect(new Set(secrets.map((secret) => secret.source))).toEqual(new Set(want.length > 0 ? ['HTTPS_PROXY'] : []));
});
