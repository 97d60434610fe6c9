import { describe, expect, test } from 'vitest';
import { LeakScan } from '../../src/secrets/last-look.ts';
import { encodings } from '../../src/secrets/redactor.ts';

const secret = 'correct horse "battery" & <staple> 100%';
const scanFor = (secrets: readonly string[], open: readonly string[] = []) => {
  const scan = new LeakScan(open);
  for (const value of secrets) scan.add(value);
  return scan;
};
const scan = scanFor([secret]);

describe('a secret is found', () => {
  test.each(encodings(secret).map((form, index) => [index, form]))('in spelling %i', (_, form) => {
    expect(scan.finds(`before${form}after`)).toBe(true);
  });

  test.each([
    ['split over two lines', 'correct hor\nse "battery"'],
    ['split over two lines of a table', '│ correct hor │\n│ se "battery" │'],
    ['with colour codes in it', '\u001b[31mcorrect\u001b[0m \u001b[1mhorse'],
    ['without its spaces', 'correcthorse'],
    ['only eight characters of it, not counting spaces', 'se "batte'],
  ])('%s', (_, text) => {
    expect(scan.finds(text)).toBe(true);
  });
});

describe('limits of the search', () => {
  test.each([
    ['an empty text', ''],
    ['unrelated text', 'all is well with this run'],
    ['only seven characters of the secret', 'correct'],
    ['the secret in upper case', secret.toUpperCase()],
  ])('no secret is found in %s', (_, text) => {
    expect(scan.finds(text)).toBe(false);
  });

  test('part of a secret is not a leak if it is public text, but the whole secret is', () => {
    const bad = scanFor(['list-orders-1'], ['the request "list-orders"']);
    expect(bad.finds('list-orders was sent')).toBe(false);
    expect(bad.finds('list-orders-1')).toBe(true);
  });

  test('a secret of fewer than eight characters is not searched for', () => {
    expect(scanFor(['1234567']).finds('1234567')).toBe(false);
    expect(scanFor(['12345678']).finds('12345678')).toBe(true);
  });

  test('a secret that is added later is found from then on', () => {
    const late = scanFor([]);
    expect(late.finds(secret)).toBe(false);
    late.add(secret);
    expect(late.finds(secret)).toBe(true);
  });
});
