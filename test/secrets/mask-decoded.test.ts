import { expect, test } from 'vitest';
import { maskDecoded } from '../../src/secrets/mask-decoded.ts';
import { Redactor } from '../../src/secrets/redactor.ts';

test.each([
  ['only its slashes are encoded', 'http://a.test/x/a%2Fb%2Fc=d=e?y=1', 'a/b/c=d=e', 'http://a.test/x/•?y=1'],
  ['only its quote is encoded', '?q=it%27s(a)*p!w~d', "it's(a)*p!w~d", '?q=•'],
  ['it is not encoded at all', '/%20/abcd', 'abcd', '/%20/•'],
  ['it has letters outside ASCII', '/p%C3%A4ss-%F0%9F%98%80-1/x', 'päss-😀-1', '/•/x'],
  ['it is there twice', '/a%3Db/a=b', 'a=b', '/•/•'],
  ['it is absent', '/%c3%A4/%zz%/%ff', 'abcd', '/%c3%A4/%zz%/%ff'],
  ['bytes beside it are not UTF-8', '/%ff/ab%2Fcd', 'ab/cd', '/%ff/•'],
])('a secret in a URL is masked if %s', (_, url, secret, want) => expect(maskDecoded(url, [secret], '•')).toBe(want));

test('the redactor masks it in a sentence', () => {
  const text = new Redactor(["it's(a)*p!w~d"]).text('GET http://a.test/?q=it%27s(a)*p!w~d was answered with 404');
  expect(text).toBe('GET http://a.test/?q=•••••• was answered with 404');
});
