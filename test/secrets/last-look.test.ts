import { describe, expect, test } from 'vitest';
import { LeakScan } from '../../src/secrets/last-look.ts';
import { encodings } from '../../src/secrets/redactor.ts';

const secret = 'correct horse "battery" & <staple> 100%';
const scanFor = (secrets: readonly string[], open: readonly string[] = []) => {
  const scan = new LeakScan(open);
  for (const one of secrets) scan.add(one);
  return scan;
};
const scan = scanFor([secret]);

describe('a secret is found', () => {
  test.each(encodings(secret).map((form, index) => [index, form]))('in spelling %i', (_, form) => {
    expect(scan.finds(`before${form}after`)).toBe(true);
  });

  test.each([
    ['on two lines', 'correct hor\nse "battery"'],
    ['on two lines of a table', '│ correct hor │\n│ se "battery" │'],
    ['in colours', '\u001b[31mcorrect\u001b[0m \u001b[1mhorse'],
    ['without its blanks', 'correcthorse'],
    ['by eight characters of it, blanks left out', 'se "batte'],
  ])('%s', (_, text) => {
    expect(scan.finds(text)).toBe(true);
  });
});

describe('and nothing else', () => {
  test.each([
    ['nothing', ''],
    ['other text', 'all is well with this run'],
    ['seven characters of it', 'correct'],
    ['the same in other letters', secret.toUpperCase()],
  ])('%s', (_, text) => {
    expect(scan.finds(text)).toBe(false);
  });

  test('what everybody can read anyway is no leak, even if a secret was chosen badly', () => {
    const bad = scanFor(['list-orders-1'], ['the request "list-orders"']);
    expect(bad.finds('list-orders was sent')).toBe(false);
    expect(bad.finds('list-orders-1')).toBe(true);
  });

  test('a short secret cannot be told from other text', () => {
    expect(scanFor(['1234567']).finds('1234567')).toBe(false);
    expect(scanFor(['12345678']).finds('12345678')).toBe(true);
  });

  test('a secret that is learnt late is found from then on', () => {
    const late = scanFor([]);
    expect(late.finds(secret)).toBe(false);
    late.add(secret);
    expect(late.finds(secret)).toBe(true);
  });
});
