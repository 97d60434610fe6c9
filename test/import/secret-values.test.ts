import { describe, expect, test } from 'vitest';
import { prose } from '../../src/import/entries/secret-values.ts';

const key = '8f3b9c1d2e4f';
const github = `gh${'p_'}${'a1B2'.repeat(9)}`;
const begin = '-----BEGIN RSA PRIVATE';

describe('a description has no secrets, and the rest of it stays', () => {
  const rows: [title: string, text: string, want: string][] = [
    ['a query', `See https://a.test/x?api_key=${key}&page=2.`, 'See https://a.test/x?api_key=<api_key>&page=2.'],
    ['a fragment', `To https://a.test/cb#access_token=${key}.`, 'To https://a.test/cb#access_token=<access_token>.'],
    [
      'code in Markdown',
      `Send \`X-Api-Key: ${key}\` and \`Accept: x\`.`,
      'Send `X-Api-Key: <X-Api-Key>` and `Accept: x`.',
    ],
    [
      'two that share a part',
      `Clone https://user:${github}@a.test/b.git now.`,
      'Clone https://user:<secret>@a.test/b.git now.',
    ],
    ['several', `token=${key}, token=9${key}; x`, 'token=<token>, token=<token>; x'],
    [
      'a private key',
      `${begin} KEY-----\n${'abcd'.repeat(20)}\n-----END RSA PRIVATE KEY-----\nText.`,
      '<secret>-----END RSA PRIVATE KEY-----\nText.',
    ],
    [
      'no secret',
      'Costs 12.50, see [here](https://a.test/x?page=2).',
      'Costs 12.50, see [here](https://a.test/x?page=2).',
    ],
  ];
  test.each(rows)('%s', (_, text, want) => expect(prose(text)).toBe(want));
});
