import { describe, expect, test } from 'vitest';
import { loadList } from '../../../src/library/load-list.ts';
import { toSource } from '../../../src/source/read.ts';

const list = (script: string) => `name: Logs
auth: pydio-cells-v1
variables: { api_key: { secret: true }, plain: x }
environments: { a: { base_url: "https://a.test", username: admin } }
endpoints:
  - name: One
    request: GET /{plain}
    headers: { X-Api-Key: "{{api_key}}" }
    before: ${JSON.stringify(script)}
`;

function warnings(script: string): [string, number | undefined][] {
  const { diagnostics } = loadList(toSource('endpoints.yaml', list(script)), () => ({ diagnostics: [] }));
  return diagnostics.map(({ code, range }) => [code, range?.start.line]);
}

describe('a script that logs secrets', () => {
  test.each([
    ['all variables', 'console.log(pm.environment.toObject());'],
    ['all variables as JSON', 'console.info(JSON.stringify(pm.variables.toObject()));'],
    ['a secret of the list', 'console.log("key", pm.environment.get("api_key"));'],
    ['the password of the sign-in', "console.warn(pm.variables.get('password'));"],
    ['the token', 'console.log(pm.environment.get(`dex_token`));'],
    ['a text with a secret filled in', 'console.log(pm.variables.replaceIn("{{client_secret}}"));'],
    ['the request with its credentials', 'console.log(pm.request);'],
    ['the headers of an answer', 'console.debug(pm.response.headers);'],
  ])('gets a warning at the position of the script: %s', (_, script) => {
    expect(warnings(script)).toEqual([['script-logs', 9]]);
  });

  test.each([
    ['a plain variable', 'console.log(pm.environment.get("plain"));'],
    ['a constant text', 'console.log("password");var a = pm.environment.get("plain");'.replace('password', 'done')],
    [
      'a secret that is used but not logged',
      'pm.variables.set("a", pm.environment.get("api_key")); console.log("ok");',
    ],
    ['no logging at all', 'var x = 1;'],
  ])('gets no warning: %s', (_, script) => {
    expect(warnings(script)).toEqual([]);
  });
});
