import { clientId, secretKinds, secretOf } from './secret-kinds.ts';
import type { SecretListOptions } from './secret-list.ts';

const script = (lines: readonly string[]) => [{ listen: 'test', script: { type: 'text/javascript', exec: lines } }];

/** A script as found in forum answers: it checks neither the status nor the values. */
const signIn = script([
  'var answer = pm.response.json();',
  'pm.environment.set("dex_token", answer.id_token);',
  'pm.environment.set("access_token", answer.access_token);',
  'pm.environment.set("refresh_token", answer.refresh_token);',
]);
const passing = script(['pm.test("answers", function () { pm.response.to.have.status(200); });']);
const failing = script([
  'pm.test("says", function () { pm.expect(pm.response.json().said).to.equal("never"); });',
  'pm.test("has", function () { pm.expect(pm.response.text()).to.include("never"); });',
]);

const form = (fields: Record<string, string>) => ({
  mode: 'urlencoded',
  urlencoded: Object.entries(fields).map(([key, value]) => ({ key, value })),
});

const tokenRequest = {
  name: 'Get token',
  event: signIn,
  request: {
    method: 'POST',
    auth: {
      type: 'basic',
      basic: [
        { key: 'username', value: '{{client_id}}', type: 'string' },
        { key: 'password', value: '{{client_secret}}', type: 'string' },
      ],
    },
    url: '{{base_url}}/auth/dex/token',
    body: form({ grant_type: 'password', username: '{{username}}', password: '{{password}}', scope: 'openid' }),
  },
};

/** A typical hand-made collection: a request and a script sign in, and secrets are variables of type `secret`. */
export function naiveCollection({ fails, hangs }: SecretListOptions): object {
  const header = [{ key: 'X-Api-Key', value: '{{api_key}}' }];
  const item = (name: string, method: string, path: string, body?: object) => ({
    name,
    event: fails ? failing : passing,
    request: { method, header, url: `{{base_url}}${path}`, ...(body ? { body } : {}) },
  });
  const special = '/echo/special_password';
  const json = { mode: 'raw', raw: JSON.stringify({ value: '{{special_password}}' }) };
  return {
    info: {
      name: 'Canaries',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{dex_token}}', type: 'string' }] },
    item: [
      tokenRequest,
      item('Send as JSON', 'POST', special, json),
      item('Send as a form', 'PUT', special, form({ value: '{{special_password}}' })),
      ...secretKinds.map(({ name }) => item(`Echo ${name}`, 'GET', `/echo/${name}`)),
      ...(hangs ? [item('Hang', 'GET', '/hang')] : []),
    ],
  };
}

/** The environment of {@link naiveCollection}. Password and client secret are passed on the command line. */
export function naiveEnvironment(origin: string): object {
  const plain = { base_url: origin, client_id: clientId, username: 'jane' };
  const secret = {
    ...{ password: '', client_secret: '', dex_token: '', access_token: '', refresh_token: '' },
    api_key: secretOf('api_key'),
    special_password: secretOf('special_password'),
  };
  const values = (type: string, entries: object) =>
    Object.entries(entries).map(([key, value]) => ({ key, value, type, enabled: true }));
  return { name: 'dev', values: [...values('default', plain), ...values('secret', secret)] };
}
