import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatHtml } from '../../src/report/html/to-html.ts';
import { readPageAssets } from '../../src/source/templates.ts';
import { noBrowser, openPage } from '../support/browser.ts';
import { cli } from '../support/cli.ts';
import { onServer, startEcho } from '../support/foreign/echo-server.ts';
import { requestResult, runResult } from '../support/run-result.ts';
import { tempFolder } from '../support/temp-folder.ts';

if (noBrowser) process.stdout.write(`skipped: ${noBrowser}\n`);

const evil = '</script><script>alert(1)</script><img src=x onerror=alert(1)>';
const canary = 'canary-secret-7f31ab';
const script = (exec: string) => [{ listen: 'test', script: { exec: [exec] } }];
const get = (name: string, path: string, test = `pm.test('ok', () => pm.response.to.be.ok);`) => ({
  name,
  event: script(test),
  request: {
    method: 'GET',
    url: `https://postman-echo.com${path}`,
    header: [{ key: 'X-Api-Key', value: '{{api_key}}' }],
  },
});
const collection = {
  info: { name: `Shop ${evil}` },
  item: [
    get('Find a book', '/get?limit=10'),
    { name: 'A folder', item: [get(`Evil ${evil}`, '/get'), get('Fails', `/status/500?key=${canary}`)] },
    get(
      'Says too much',
      '/get?a=1',
      `pm.test('key ' + pm.variables.get('api_key'), () => pm.expect(pm.response.json().headers['x-api-key']).to.equal('other'));`,
    ),
    get('A request with a very long name that has to wrap on a small screen of a phone and goes on and on', '/get'),
    get('Skipped', '/get', ''),
  ],
};
const environment = { name: 'dev', values: [{ key: 'api_key', value: canary, enabled: true }] };
const cwd = tempFolder();
const file = join(cwd, 'report.html');

beforeAll(async () => {
  const { origin } = await startEcho();
  const write = (name: string, json: unknown) =>
    writeFileSync(join(cwd, name), JSON.stringify(onServer(json, origin), null, 2));
  write('c.json', collection);
  write('e.json', environment);
  const reports = 'html=report.html,json=report.json,junit=report.xml,markdown=report.md';
  const { code } = await cli(['run', 'c.json', '-e', 'e.json', '--report', reports], { cwd });
  expect(code).toBe(1);
});

test('no report has the secret', () => {
  for (const name of ['report.html', 'report.json', 'report.xml', 'report.md']) {
    const text = readFileSync(join(cwd, name), 'utf8');
    expect([name, text.length > 500, text.includes(canary)]).toEqual([name, true, false]);
  }
});

test('a report replaces an earlier report, and no other page', async () => {
  const other = join(cwd, 'other.html');
  writeFileSync(other, '<!doctype html><title>Mine</title>');
  const { code, stderr } = await cli(['run', 'c.json', '-e', 'e.json', '--report', 'html=other.html'], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining('would overwrite')]);
  expect((await cli(['run', 'c.json', '-e', 'e.json', '--report', 'html=report.html'], { cwd })).code).toBe(1);
});

const openAll = (page: Page) =>
  page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true;');
const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
const axeFinds = 'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))';
const shown = (page: Page) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('#requests > details')].filter((one) => !one.hidden).map((one) => one.querySelector('bdi').textContent)`,
  );

describe.skipIf(noBrowser)('the HTML report in a browser', () => {
  describe.each([
    [390, 'light'],
    [390, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('%i pixels wide, %s', (width, colorScheme) => {
    test('has no overflow and enough contrast, and axe finds nothing', async () => {
      const { page, faults } = await openPage(file, { viewport: { width, height: 900 }, colorScheme });
      await openAll(page);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
      expect(await page.evaluate(axeFinds)).toEqual([]);
      expect(faults).toEqual([]);
    });
  });

  test('failures come first, with what was sent and answered, and their line', async () => {
    const { page } = await openPage(file);
    const text = await page.evaluate<string>('document.querySelector("main").innerText');
    expect(text.indexOf('Errors')).toBeLessThan(text.indexOf('All requests'));
    const failed = await page.evaluate<string>(
      `[...document.querySelectorAll('section')].find((one) => one.querySelector('h2')?.id === 'failures').innerText`,
    );
    expect(failed).toMatch(/A folder \/ Fails/);
    expect(failed).toMatch(/answered 500/);
    expect(failed).toMatch(/c\.json:\d+/);
    expect(await page.evaluate('document.querySelectorAll("script").length')).toBe(1);
  });

  test('by keyboard: skip link, search with a slash, filter, open a request', async () => {
    const { page, faults } = await openPage(file);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('search');
    await page.keyboard.type('folder fails');
    await page.waitForTimeout(300);
    expect(await shown(page)).toEqual(['A folder / Fails']);
    expect(await page.evaluate('document.getElementById("count").textContent')).toBe('1 of 6 requests');
    await page.fill('#search', '');
    await page.selectOption('#show', 'passed');
    await page.waitForTimeout(300);
    expect((await shown(page)).length).toBe(4);
    await page.focus('#requests summary');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.querySelector("#requests details").open')).toBe(true);
    expect(faults).toEqual([]);
  });

  test('with scripts off, everything is there', async () => {
    const { page } = await openPage(file, { javaScriptEnabled: false });
    expect(await page.locator('#requests > details').count()).toBe(6);
    expect(await page.locator('.tools').isVisible()).toBe(false);
    await page.locator('#requests summary').first().click();
    expect(await page.locator('#requests details').first().innerText()).toContain('limit=10');
  });

  test('under the content policy of Jenkins, it can be read', async () => {
    const policy = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";
    const path = join(cwd, 'jenkins.html');
    const page = readFileSync(file, 'utf8').replace(
      '<head>',
      `<head><meta http-equiv="Content-Security-Policy" content="${policy.replace('sandbox allow-same-origin; ', '')}">`,
    );
    writeFileSync(path, page);
    const opened = await openPage(path);
    const text = await opened.page.evaluate<string>('document.querySelector("main").innerText').catch(() => '');
    expect(text).toContain('All requests');
    expect(await opened.page.locator('#requests summary').count()).toBe(6);
    expect(await opened.page.locator('svg rect').first().getAttribute('fill')).toMatch(/^#/);
  });

  test('10,000 requests are less than 10 MB, and open in under 2 s', async () => {
    const requests = Array.from({ length: 10_000 }, (_, index) =>
      requestResult({
        id: `r${index}`,
        name: `Request ${index}`,
        folders: ['A folder', `Part ${index % 50}`],
        outcome: index % 100 === 7 ? 'failed' : 'passed',
        status: index % 100 === 7 ? 500 : 200,
        time: 1 + (index % 90),
        at: index * 12,
        assertions: [
          { name: 'Status is 200', passed: index % 100 !== 7, message: 'found 500', line: 12 },
          { name: 'Body has the expected values', passed: true },
        ],
      }),
    );
    const html = formatHtml(runResult(requests), readPageAssets('report'));
    const path = join(cwd, 'large.html');
    writeFileSync(path, html);
    expect(Buffer.byteLength(html)).toBeLessThan(10_000_000);
    const begun = performance.now();
    const { page, faults } = await openPage(path);
    await page.waitForFunction('document.getElementById("count").textContent.includes("10000")');
    process.stdout.write(
      `10,000 requests: ${Math.round(performance.now() - begun)} ms, ${Math.round(html.length / 1000)} kB\n`,
    );
    expect(faults).toEqual([]);
    await page.fill('#search', 'request 9999');
    await page.waitForTimeout(500);
    expect(await shown(page)).toEqual(['A folder / Part 49 / Request 9999']);
  });
});
