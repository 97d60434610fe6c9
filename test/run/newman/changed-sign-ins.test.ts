import { expect, test } from 'vitest';
import { changedSignIns } from '../../../src/run/newman/changed-sign-ins.ts';

const signIns = [
  { issuedFor: 'dex_token_for', secrets: ['password', 'client_secret'] },
  { issuedFor: 'jane_token_for', secrets: ['jane_password'] },
];
const rows = [
  { username: 'ann', password: 'right', jane_password: 'hers' },
  { username: 'ann', password: 'wrong', jane_password: 'hers' },
  { username: 'bob', password: 'wrong', jane_password: 'hers' },
  { username: 'bob', password: 'right', jane_password: 'another' },
];

test.each<[string, number, string[]]>([
  ['the first row', 0, []],
  ['another password', 1, ['dex_token_for']],
  ['another user with the same one: the scripts see to that themselves', 2, []],
  ['two others', 3, ['dex_token_for', 'jane_token_for']],
  ['no row at all', 4, []],
])('%s', (_, iteration, want) => {
  expect(changedSignIns({ rows, signIns }, iteration)).toEqual(want);
});

test('without data, every iteration has the same user', () => {
  expect(changedSignIns({ rows: [{}, {}], signIns }, 1)).toEqual([]);
});
