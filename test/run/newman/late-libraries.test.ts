import { createHmac, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { newmanRunner } from '../../../src/run/newman/child-runner.ts';
import type { RunEvent } from '../../../src/run/runner.ts';
import { serveReplies } from '../../support/loopback.ts';

// The bundle loads these libraries on first use (.ci/bundle-newman.mjs), so each must still work there.
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
// The key format of Atlassian, which node-forge has to convert.
const der = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const dataUri = `data:application/pkcs8;kid=k1;base64,${der}`;

const auth = (type: string, values: Record<string, string>) => ({
  type,
  [type]: Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' })),
});
const jwt = {
  algorithm: 'HS256',
  secret: 'a secret of some length, for HMAC',
  payload: '{"sub":"jane"}',
  header: '{}',
};
const asap = { alg: 'RS256', kid: 'k1', iss: 'jane', aud: 'shop', privateKey: dataUri };
const template = 'pm.visualizer.set("<b>{{name}}</b>", { name: "Jane" });';
const items = [
  { name: 'JWT', request: { method: 'GET', url: '{{base}}/jwt', auth: auth('jwt', jwt) } },
  { name: 'ASAP', request: { method: 'GET', url: '{{base}}/asap', auth: auth('asap', asap) } },
  { name: 'Cookie', request: { method: 'GET', url: '{{base}}/cookie' } },
  {
    name: 'Template',
    request: { method: 'GET', url: '{{base}}/template' },
    event: [{ listen: 'test', script: { exec: [template], type: 'text/javascript' } }],
  },
];

test('jose, node-forge, handlebars and the public suffix list work in the bundled process', async () => {
  const headers = new Map<string, { authorization: string; cookie: string }>();
  const server = await serveReplies(({ url = '', headers: { authorization = '', cookie = '' } }) => {
    headers.set(url, { authorization, cookie });
    return { status: 200, headers: { 'Set-Cookie': 'seen=yes; Domain=localhost; Path=/' } };
  });
  const events: RunEvent[] = [];
  const environment = { name: 'dev', values: [{ key: 'base', value: '' }] };
  const collection = {
    info: { name: 'A', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: items.map((item, index) => ({ id: String(index), ...item })),
  };
  await newmanRunner({ collection, environment }).run(
    {
      requestIds: collection.item.map(({ id }) => id),
      values: { base: `http://localhost:${server.port}` },
      rows: [{}],
      limits: { timeoutRequest: 10_000, timeoutScript: 5000, delay: 0 },
      tls: { insecure: false },
      signIns: [],
      secretVariables: [],
    },
    (event) => events.push(event),
    new AbortController().signal,
  );
  const bad = events.filter(({ type }) => type === 'script-error' || type === 'no-response');
  expect(bad).toEqual([]);
  expect([...headers.keys()]).toEqual(['/jwt', '/asap', '/cookie', '/template']);
  const [head, claims, signature] = (headers.get('/jwt')?.authorization ?? '').replace('Bearer ', '').split('.');
  expect(signature).toBe(createHmac('sha256', jwt.secret).update(`${head}.${claims}`).digest('base64url'));
  const asapClaims = (headers.get('/asap')?.authorization ?? '').replace('Bearer ', '').split('.')[1] ?? '';
  expect(JSON.parse(Buffer.from(asapClaims, 'base64url').toString())).toMatchObject({ iss: 'jane', aud: 'shop' });
  expect([headers.get('/jwt')?.cookie, headers.get('/template')?.cookie]).toEqual(['', 'seen=yes']);
});
