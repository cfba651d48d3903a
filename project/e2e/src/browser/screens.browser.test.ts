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

/** What is wider than the page, and what can be pressed or typed into but lies where nobody can scroll to. */
const unreachable = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element, axis: 'X' | 'Y'): boolean =>
      element === document.scrollingElement || /auto|scroll/.test(getComputedStyle(element)[`overflow${axis}`]);
    const reachable = (control: Element, axis: 'X' | 'Y', from: number, to: number, size: number): boolean => {
      if (from >= -1 && to <= size + 1) return true;
      for (let at = control.parentElement; at !== null && at !== document.body; at = at.parentElement) if (scrolls(at, axis)) return true;
      return false;
    };
    const controls = [...document.querySelectorAll('button, a[href], input, textarea, [role="option"], [role="separator"]')];
    const lost = controls
      .filter((control) => control.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
      .filter((control) => {
        const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
        if (width <= 1 || height <= 1) return false;
        return !reachable(control, 'X', left, right, innerWidth) || !reachable(control, 'Y', top, bottom, innerHeight);
      })
      .map((control) => control.outerHTML.slice(0, 160));
    const tooWide = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
    return [...tooWide, ...lost];
  });

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
    expect(await unreachable(page)).toEqual([]);
  };

  it.each(SCREENS.filter(({ visitor }) => visitor).map((screen) => [screen.name, screen] as const))(
    '[U-23] [U-2] %s: nothing serious for axe, every control can be reached, nothing is wider than the page',
    (_name, screen) => check(screen),
  );

  it('signs in', () => signIn(page, world.webUrl, people));

  it.each(SCREENS.filter(({ visitor }) => !visitor).map((screen) => [screen.name, screen] as const))(
    '[U-23] %s: nothing serious for axe, every control can be reached, nothing is wider than the page',
    (_name, screen) => check(screen),
  );

  it('[U-21] no error in the console, and nothing asked of a foreign host', () => {
    expect([foreign, errors]).toEqual([[], []]);
  });
});

describe('1280 × 800 px at 200 % zoom', () => {
  const SHOWN = [
    'sign-in',
    'register',
    'messages',
    'chat',
    'chat-group',
    'chat-files',
    'contacts',
    'contacts-add',
    'settings-devices',
    'switcher',
  ];
  let page: Page;
  beforeAll(async () => {
    const context = await browser.newContext({
      viewport: { width: 640, height: 400 },
      deviceScaleFactor: 2,
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
  });
  afterAll(() => page.context().close());

  it('[U-23] every control can be reached, nothing is wider than the page, and a chat has room for messages and the composer', async () => {
    for (const screen of [...SCREENS].filter(({ name }) => SHOWN.includes(name))) {
      if (screen.visitor !== true && page.url().endsWith('/register')) await signIn(page, world.webUrl, people);
      await page.goto(world.webUrl + screen.path(people));
      await screen.ready(page);
      expect.soft(await unreachable(page), screen.name).toEqual([]);
      if (!['chat', 'chat-group'].includes(screen.name)) continue;
      const composer = await page.getByTestId('composer').boundingBox();
      const timeline = await page.getByTestId('timeline').boundingBox();
      expect.soft(composer === null ? Infinity : composer.y + composer.height, screen.name).toBeLessThanOrEqual(400);
      expect.soft(timeline?.height ?? 0, screen.name).toBeGreaterThanOrEqual(120);
    }
  });
});
