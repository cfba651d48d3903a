import { chromium, type BrowserContextOptions, type Page as PlaywrightPage } from 'playwright-core';
import { launch, type Page as PuppeteerPage } from 'puppeteer-core';
import { CHROMIUM_FLAGS } from './chromium-flags.js';
import type { Tab } from './tab.js';

export interface TabOptions {
  /** Runs in every document before the page's own code. */
  readonly before?: () => void;
  readonly context?: BrowserContextOptions;
}

/** A running browser. Every tab lives in a context of its own: nothing is shared between two users. */
export interface Engine {
  tab(options?: TabOptions): Promise<Tab>;
  close(): Promise<void>;
}

/** Debian's Chromium, or what CHROMIUM names. */
export async function startChromium(): Promise<Engine> {
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS });
  return {
    async tab(options = {}) {
      const context = await browser.newContext(options.context ?? {});
      if (options.before !== undefined) await context.addInitScript(options.before);
      const page = await context.newPage();
      return playwrightTab(page, () => page.close());
    },
    close: () => browser.close(),
  };
}

/** Debian's firefox-esr, or what FIREFOX names. A process per tab: Firefox paints, and lets a person act, only in the front tab. */
export function startFirefox(): Promise<Engine> {
  const closes: (() => Promise<void>)[] = [];
  return Promise.resolve({
    async tab(options = {}) {
      const browser = await launch({
        browser: 'firefox',
        executablePath: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr',
        headless: true,
      });
      closes.push(() => browser.close());
      const page = await browser.newPage();
      if (options.before !== undefined) await page.evaluateOnNewDocument(options.before);
      return puppeteerTab(page, () => browser.close());
    },
    close: async () => void (await Promise.all(closes.map((close) => close()))),
  });
}

const playwrightTab = (page: PlaywrightPage, close: () => Promise<void>): Tab => ({
  goto: async (url) => void (await page.goto(url)),
  reload: async () => void (await page.reload()),
  click: (css) => page.locator(css).first().click(),
  fill: (css, text) => page.locator(css).first().fill(text),
  press: (css, key) => page.locator(css).first().press(key),
  evaluate: (inPage, argument) => page.evaluate(inPage as (argument: unknown) => never, argument),
  offline: (offline) => page.context().setOffline(offline),
  screenshot: async (path) => void (await page.screenshot({ path })),
  another: async () => {
    const other = await page.context().newPage();
    return playwrightTab(other, () => other.close());
  },
  close,
});

const puppeteerTab = (page: PuppeteerPage, close: () => Promise<void>): Tab => ({
  goto: async (url) => void (await page.goto(url)),
  reload: async () => void (await page.reload()),
  click: (css) => page.locator(css).click(),
  fill: (css, text) => page.locator(css).fill(text),
  async press(css, key) {
    await page.focus(css);
    await page.keyboard.press(key as 'Enter');
  },
  evaluate: (inPage, argument) => page.evaluate(inPage as (argument: unknown) => never, argument),
  offline: (offline) => page.setOfflineMode(offline),
  screenshot: async (path) => void (await page.screenshot({ path: path })),
  another: async () => {
    const other = await page.browser().newPage();
    return puppeteerTab(other, () => other.close());
  },
  close,
});
