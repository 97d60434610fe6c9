import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { atTheEnd } from './at-the-end.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why the tests with a browser are skipped; undefined if there is one. */
export const noBrowser = existsSync(executablePath) ? undefined : `there is no Chromium at ${executablePath}`;

// Without the background options, Chromium asks hosts of its vendor.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Promise<Browser> | undefined;

/** A page that is open in headless Chromium without a network. */
export interface OpenPage {
  readonly page: Page;
  /** What went wrong: errors of scripts, blocked content, and requests that were tried. */
  readonly faults: readonly string[];
}

/** Opens a file in headless Chromium, without a network. */
export async function openPage(path: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  if (!browser) {
    browser = chromium.launch({ executablePath, args });
    atTheEnd(async () => (await browser)?.close());
  }
  const context = await (await browser).newContext({
    viewport: { width: 1280, height: 900 },
    offline: true,
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const address = pathToFileURL(path).href;
  page.on('pageerror', ({ message }) => faults.push(`script: ${message}`));
  page.on('console', (message) => faults.push(`console: ${message.text()}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (url !== address && !/^(?:data|blob):/.test(url)) faults.push(`request: ${url}`);
  });
  await page.goto(address);
  return { page, faults };
}
