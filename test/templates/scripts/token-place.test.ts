import { describe, expect, test } from 'vitest';
import { toCollection } from '../../../src/postman/v2/to-collection.ts';
import type { Item } from '../../../src/postman/v2/types.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf } from '../../support/api-of.ts';
import { type Answer, now, responseTime, runScript } from '../../support/fake-pm.ts';

const list = (token: string) => `name: Places
auth: { template: oauth2-client-credentials, token_url: /token, token: { ${token} } }
environments: { dev: { base_url: "https://api.test", client_id: me } }
endpoints: [GET /a]
`;
const environment = {
  base_url: 'https://api.test',
  client_id: 'me',
  client_secret: 'CLIENT-SECRET-1',
  access_token: '',
  access_token_expires_at: '',
  access_token_for: '',
};

function scriptsOf(text: string) {
  const collection = toCollection(apiOf(text), readScripts());
  const codeOf = (events: Item['event'], listen: string) =>
    events?.find((event) => event.listen === listen)?.script.exec.join('\n') ?? '';
  return {
    visible: codeOf((collection.item[0] as Item).event, 'test'),
    guard: codeOf(collection.event, 'prerequest'),
  };
}

/** The token, and its lifetime in seconds, that both scripts store; or the message of each. */
function readBy(token: string, answer: Answer) {
  const { visible, guard } = scriptsOf(list(token));
  const runs = [runScript(visible, { environment, answer }), runScript(guard, { environment, reply: answer })];
  return runs.map(({ environment: left, tests }) => tests[0]?.[1] ?? left.access_token);
}
const json = (body: unknown, headers: Record<string, string> = {}): Answer => ({
  code: 200,
  text: JSON.stringify(body),
  headers,
});

describe('the token is where the list says', () => {
  test.each([
    ['a name', 'field: token', json({ token: 'good-token' }), 'good-token'],
    ['a path', 'field: $.data.token', json({ data: { token: 'good-token' } }), 'good-token'],
    ['a path without $', 'field: data.token', json({ data: { token: 'good-token' } }), 'good-token'],
    ['a path with an index', 'field: "$.tokens[1].id"', json({ tokens: [{}, { id: 'good-token' }] }), 'good-token'],
    ['a path from the end', 'field: "$.tokens[-1]"', json({ tokens: ['x', 'good-token'] }), 'good-token'],
    ['a list as answer', 'field: "$[0].token"', json([{ token: 'good-token' }]), 'good-token'],
    ['a field whose name has a dot', `field: "$['a.b']"`, json({ 'a.b': 'good-token', a: { b: 'x' } }), 'good-token'],
    ['a header', 'field: { header: X-Subject-Token }', json({}, { 'x-subject-token': 'good-token' }), 'good-token'],
    [
      'a header that begins with a scheme',
      'field: { header: Authorization }',
      json({}, { Authorization: 'Bearer good-token' }),
      'good-token',
    ],
    [
      'a header beside an empty body',
      'field: { header: X-T }',
      { code: 204, text: '', headers: { 'X-T': 'good-token' } },
      'good-token',
    ],
    [
      'a header beside JSON null',
      'field: { header: X-T }',
      { code: 200, text: 'null', headers: { 'X-T': 'good-token' } },
      'good-token',
    ],
    ['the whole body', 'field: body', { code: 200, text: 'good-token\n' }, 'good-token'],
    ['the whole body with other signs', 'field: body', { code: 200, text: 'a|b:c!d=' }, 'a|b:c!d='],
    ['the whole body as JSON', 'field: body', json('good-token'), 'good-token'],
  ])('%s', (_, token, answer, want) => expect(readBy(token, answer)).toEqual([want, want]));

  test.each([
    [
      'a path to nothing',
      'field: $.data.token',
      json({ data: {} }),
      'the token endpoint answered 200 without $.data.token',
    ],
    [
      'a path through text',
      'field: $.data.token',
      json({ data: 'x' }),
      'the token endpoint answered 200 without $.data.token',
    ],
    ['a path to a map', 'field: $.data', json({ data: {} }), 'the data in the answer is not text'],
    [
      'no header',
      'field: { header: X-T }',
      json({ 'X-T': 'no' }),
      'the token endpoint answered 200 without the header X-T',
    ],
    ['no body', 'field: body', { code: 200, text: '' }, 'the token endpoint answered 200 without a body'],
    [
      'a login page as body',
      'field: body',
      { code: 200, text: '<html> </html>' },
      'the text in the answer is not a token',
    ],
    [
      'a page without spaces as body',
      'field: body',
      { code: 200, text: '<html>login</html>' },
      'the text in the answer is not a token',
    ],
    ['a map as body', 'field: body', json({ token: 'x y' }), 'the text in the answer is not a token'],
    ['a login page for a path', 'field: $.a.b', { code: 200, text: '<html>' }, /without a JSON object; a login page/],
  ] as const)('%s is a failure', (_, token, answer, want) => {
    for (const message of readBy(token, answer)) expect(message).toMatch(want);
  });

  test('the lifetime may be at a path too', () => {
    const { visible } = scriptsOf(list('field: $.data.token, expires_in: $.data.life'));
    const answer = json({ data: { token: 'good-token', life: 90 } });
    const left = runScript(visible, { environment, answer }).environment;
    expect(Number(left.access_token_expires_at)).toBe(now - responseTime + 60_000);
  });
});

describe('identities whose tokens are in different places', () => {
  const text = `name: Places
auth: { template: oauth2-client-credentials, token_url: /token }
identities:
  header: { template: oauth2-client-credentials, token: { field: { header: X-T } } }
  whole: { template: oauth2-client-credentials, token: { field: body } }
environments: { dev: { base_url: "https://api.test", client_id: me } }
endpoints: [GET /a, { name: H, request: GET /h, auth: header }, { name: W, request: GET /w, auth: whole }]
`;
  test.each([
    ['access_token', json({ access_token: 'good-token' })],
    ['header_token', json({}, { 'X-T': 'good-token' })],
    ['whole_token', { code: 200, text: 'good-token' }],
  ])('{{%s}}', (variable, reply) => {
    const auth = { type: 'bearer', bearer: [{ key: 'token', value: `{{${variable}}}` }] };
    const own = ['header', 'whole'].flatMap((name) => [`${name}_client_id`, `${name}_client_secret`]);
    const filled = { ...environment, ...Object.fromEntries(own.map((name) => [name, 'x'])) };
    const run = runScript(scriptsOf(text).guard, { environment: filled, auth, reply });
    expect(run.tests).toEqual([]);
    expect(run.environment[variable]).toBe('good-token');
  });
});
