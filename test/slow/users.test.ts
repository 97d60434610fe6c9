import { expect, test } from 'vitest';
import { runners } from '../support/all-runners.ts';
import { retryRows } from './users/retry-rows.ts';
import type { UserRow } from './users/user-row.ts';
import { userRows } from './users/user-rows.ts';
import { startUserServer } from './users/user-server.ts';

const rows = [...userRows, ...retryRows];
const template = '{ template: oauth2-password, token_url: /token, client_authentication: none }';
const list = (endpoints: readonly string[]) => `name: Variants
auth: ${template}
identities: { jane: ${template} }
environments: { dev: { base_url: "http://127.0.0.1:9", client_id: app, username: admin, jane_username: jane } }
endpoints:
${endpoints.map((entry) => `  - ${entry}\n`).join('')}`;

const secrets = { password: 'password-of-admin', jane_password: 'password-of-jane' };

/** Runs a row with a runner. Returns who was asked for what, and the exit code with the output. */
async function play(runner: string, { endpoints, status, exit = 0, ours: _, newman: __, ...how }: UserRow) {
  const { origin, log } = await startUserServer(status);
  const { code, stdout, stderr } = (await runners[runner]?.(list(endpoints), origin, { secrets, ...how })) ?? {};
  expect([runner, code], `${stdout}${stderr}`).toEqual([runner, exit]);
  return log;
}

test.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
  const { because, ours, newman } = row;
  const others = newman && runners['newman'] ? play('newman', row) : Promise.resolve(newman);
  const [own, other] = await Promise.all([play('postmint', row), others]);
  expect(own, because).toEqual(ours);
  expect(other, because).toEqual(newman);
});

test('each row has a unique name, and no request is sent as another user by postmint', () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  // The owner of the token and of the session are one user, or there is no session.
  const mixed = rows.flatMap(({ ours }) => ours.filter((line) => /^\S+ (?!(\w+)\/(?:\1|-)( |$))\w+\/\w/.test(line)));
  expect(mixed).toEqual([]);
});
