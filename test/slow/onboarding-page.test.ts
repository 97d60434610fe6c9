import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { noBrowser, openPage } from '../support/browser.ts';
import { cli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

if (noBrowser) process.stdout.write(`skipped: ${noBrowser}\n`);

const evil = '</script><script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))';
const list = `name: ${JSON.stringify(`Shop ${evil}`)}
slug: shop
description: ${JSON.stringify(`Sells **books**. ${evil}`)}
auth: { template: oauth2-client-credentials, token_url: /oauth/token }
identities: { till: api-key }
environments:
  local: { base_url: "http://localhost:8787", client_id: ci }
  prod: { base_url: "https://shop.example", client_id: live-client }
endpoints:
  - folder: Books
    description: All of them.
    endpoints:
      - { name: Find a book with a very long name that has to wrap on a small screen of a phone, request: "GET /books/{shelf}/with/a/very/long/path/that/does/not/fit/on/a/phone", path: { shelf: a }, query: { limit: 10 }, examples: [{ name: Found, body: { total: 1, text: "${'long '.repeat(40)}" } }] }
      - { name: Buy, request: POST /orders, auth: till, json: { book: 7 } }
  - folder: ${JSON.stringify(`Hostile ${evil}`)}
    endpoints:
      - { name: ${JSON.stringify(`Evil ${evil}`)}, description: ${JSON.stringify(evil)}, request: GET /evil, examples: [{ name: Bad, body: ${JSON.stringify(evil)} }] }
`;

const cwd = tempFolder();
const file = join(cwd, 'shop.docs.html');

beforeAll(async () => {
  writeFileSync(join(cwd, 'endpoints.yaml'), list);
  const { code, stderr } = await cli(['docs'], { cwd });
  expect([code, stderr]).toEqual([0, '']);
  expect((await cli(['generate'], { cwd })).code).toBe(0);
});

const openAll = (page: Page) =>
  page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true;');

const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

/** What axe finds: its rule, and the first element. */
const axeFinds = 'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))';

describe.skipIf(noBrowser)('the onboarding page in a browser', () => {
  describe.each([
    [390, 'light'],
    [390, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('%i pixels wide, %s', (width, colorScheme) => {
    test('has no overflow, and axe finds nothing', async () => {
      const { page, faults } = await openPage(file, { viewport: { width, height: 900 }, colorScheme });
      await openAll(page);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(paper).toBe(colorScheme === 'dark' ? 'rgb(22, 24, 27)' : 'rgb(255, 255, 255)');
      // The page allows no script but its own, so axe is evaluated by the browser's debugger.
      const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      await page.evaluate(axe);
      const found = await page.evaluate(axeFinds);
      expect(found).toEqual([]);
      expect(faults).toEqual([]);
    });
  });

  test('by keyboard: skip link, search, choice of an environment, a request, and its snippet', async () => {
    const { page, faults } = await openPage(file);
    const focused = () =>
      page.evaluate('document.activeElement.id || document.activeElement.textContent.trim().slice(0, 20)');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('environment');
    await page.keyboard.press('ArrowDown');
    expect(await page.textContent('#base')).toBe('https://shop.example');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('search');
    await page.keyboard.type('orders');
    expect(await page.textContent('#found')).toBe('1 of 3 requests');
    expect(await page.locator('.request:visible').count()).toBe(1);
    await page.locator('.request:visible > summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.request[open]').count()).toBe(1);
    await page.locator('.request[open] .snippet > summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('code.snippet.curl:visible').textContent()).toContain('https://shop.example/orders');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Copy');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
    expect(faults).toEqual([]);
  });

  test('"/" begins a search, and nothing found is said', async () => {
    const { page } = await openPage(file);
    await page.keyboard.press('/');
    await page.keyboard.type('no such request');
    expect(await page.textContent('#found')).toBe('0 of 3 requests');
  });

  test('a snippet is copied as it is shown, in the chosen environment', async () => {
    const { page } = await openPage(file, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.selectOption('#environment', 'prod');
    await page.locator('.request > summary').first().click();
    await page.locator('.request[open] .snippet > summary').first().click();
    await page.locator('.request[open] .copy').first().click();
    await page.locator('.request[open] .copy', { hasText: 'Copied' }).waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toBe(await page.locator('.request[open] code.curl').textContent());
    expect(copied).toContain('live-client');
    expect(copied).toContain('https://shop.example/books/a/');
    expect(copied).toContain('SHOP_PROD_CLIENT_SECRET');
  });

  test.each([true, false])(
    'with scripts: %s, the files are downloaded as generate prints them',
    async (javaScriptEnabled) => {
      const { page, faults } = await openPage(file, { javaScriptEnabled, acceptDownloads: true });
      for (const name of ['shop.postman_collection.json', 'shop.prod.postman_environment.json']) {
        const [download] = await Promise.all([page.waitForEvent('download'), page.click(`a[download="${name}"]`)]);
        const path = join(tempFolder(), name);
        await download.saveAs(path);
        expect(readFileSync(path, 'utf8')).toBe(readFileSync(join(cwd, name), 'utf8'));
      }
      expect(faults).toEqual([]);
    },
  );

  test('without scripts, everything can be read but search and copying', async () => {
    const { page } = await openPage(file, { javaScriptEnabled: false });
    await page.locator('.request > summary').first().click();
    await page.locator('.request .snippet > summary').first().click();
    expect(await page.locator('.request code.curl').first().isVisible()).toBe(true);
    expect(await page.locator('#search').isVisible()).toBe(false);
    expect(await page.locator('.copy').count()).toBe(0);
  });

  test('printed, closed requests are there as well', async () => {
    const { page } = await openPage(file);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.request .label').first().isVisible()).toBe(true);
    expect(await page.locator('.tools').isVisible()).toBe(false);
  });

  test('a link to a request opens it', async () => {
    const { page } = await openPage(file);
    await page.click('a[href^="#r-"]');
    await page.waitForSelector('.request[open]');
    expect(await page.locator('.request[open]').count()).toBe(1);
  });

  test('1,000 requests can be searched within two seconds', async () => {
    const folder = tempFolder();
    const entries = Array.from(
      { length: 1000 },
      (_, index) => `  - { name: Thing ${index}, request: "GET /t${index}/{id}", expect: { body: { id: "{{id}}" } } }`,
    );
    writeFileSync(
      join(folder, 'endpoints.yaml'),
      `name: Big\nauth: pydio-cells-v1\nenvironments: { dev: { base_url: "https://a.test", username: admin, id: 7 } }\nendpoints:\n${entries.join('\n')}\n`,
    );
    expect((await cli(['docs'], { cwd: folder })).code).toBe(0);
    const { page, faults } = await openPage(join(folder, 'big.docs.html'));
    await page.fill('#search', 'thing 777');
    expect(await page.textContent('#found')).toBe('1 of 1000 requests');
    // Time of the page's own clock, from the start of loading to this answer.
    const milliseconds = await page.evaluate('performance.now()');
    process.stdout.write(`1,000 requests: interactive after ${Math.round(Number(milliseconds))} ms\n`);
    await page.locator('.request:visible > summary').click();
    await page.locator('.request[open] .snippet > summary').first().click();
    expect(await page.locator('.request[open] code.curl').textContent()).toContain('/auth/dex/token');
    expect(faults).toEqual([]);
  });
});
