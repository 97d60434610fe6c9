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
  ['a row with a new password', 1, ['dex_token_for']],
  ['a row with a new user but the same password, which the scripts detect themselves', 2, []],
  ['a row with two new passwords', 3, ['dex_token_for', 'jane_token_for']],
  ['an iteration without a row', 4, []],
])('%s', (_, iteration, want) => {
  expect(changedSignIns({ rows, signIns }, iteration)).toEqual(want);
});

test('without data, every iteration has the same user', () => {
  expect(changedSignIns({ rows: [{}, {}], signIns }, 1)).toEqual([]);
});
