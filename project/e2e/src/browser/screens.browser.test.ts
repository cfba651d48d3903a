import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../../../scripts/testing/world.ts';
import { clientDirectory } from '../client-directory.js';
import { type Believable, believable } from '../population/believable.js';
import { contextOf, LOOKS } from '../screens/looks.js';
import { type Screen, SCREENS } from '../screens/screens.js';
import { signIn } from '../screens/sign-in.js';
import { CHROMIUM_FLAGS } from './chromium-flags.js';

let world: World;
let people: Believable;
let browser: Browser;
beforeAll(async () => {
  world = await startWorld({ access: 1, logic: 1, web: 1, staticDir: clientDirectory, env: { web: { RATE_LIMIT_FACTOR: '100' } } });
  people = await believable(world.webUrl);
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS });
});
afterAll(async () => {
  await browser.close();
  await people.close();
  await world.close();
});

interface Violation {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** What a rule of WCAG A or AA says is serious or worse, with the elements. */
async function serious(page: Page): Promise<Violation[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
      resultTypes: ['violations'],
    });
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({
        id,
        nodes: nodes.slice(0, 4).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${String(failureSummary)}`),
      }));
  });
}

describe.each(LOOKS)('the screens, $name', (look) => {
  let context: BrowserContext;
  let page: Page;
  const foreign: string[] = [];
  const errors: string[] = [];
  beforeAll(async () => {
    context = await contextOf(browser, look);
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const home = new URL(world.webUrl).hostname;
    context.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && !['127.0.0.1', 'localhost', home].includes(hostname)) foreign.push(request.url());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
  });
  afterAll(() => context.close());

  const check = async (screen: Screen): Promise<void> => {
    await page.goto(world.webUrl + screen.path(people));
    await screen.ready(page);
    await page.waitForTimeout(300);
    expect(await serious(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  };

  it.each(SCREENS.filter(({ visitor }) => visitor).map((screen) => [screen.name, screen] as const))(
    '[U-23] [U-2] %s: nothing serious for axe, nothing wider than the page',
    (_name, screen) => check(screen),
  );

  it('signs in', () => signIn(page, world.webUrl, people));

  it.each(SCREENS.filter(({ visitor }) => !visitor).map((screen) => [screen.name, screen] as const))(
    '[U-23] %s: nothing serious for axe, nothing wider than the page',
    (_name, screen) => check(screen),
  );

  it('[U-21] no error in the console, and nothing asked of a foreign host', () => {
    expect([foreign, errors]).toEqual([[], []]);
  });
});
