import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { startWorld, type World } from '../../../../../scripts/testing/world.ts';
import { clientDirectory } from '../../client-directory.js';
import { type Believable, believable } from '../../population/believable.js';
import { contextOf, isNarrow, type Look, LOOKS } from '../../screens/looks.js';
import { signIn } from '../../screens/sign-in.js';
import { CHROMIUM_FLAGS } from '../chromium-flags.js';

export interface Ui {
  readonly look: Look;
  readonly narrow: boolean;
  /** Signed in as alice, in every look anew. */
  readonly page: Page;
  readonly people: Believable;
  readonly world: World;
  /** A path of the client. */
  open(path: string): Promise<void>;
}

const SHOWN = ['wide-light', 'narrow-dark'];
const PATIENCE_MS = 15_000;

/** The same tests at 1280 px in light and at 390 px in dark, in English, with a world of their own. */
export function describeScreens(title: string, tests: (ui: Ui) => void): void {
  describe(title, () => {
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

    describe.each(LOOKS.filter(({ name }) => SHOWN.includes(name)))('$name', (look) => {
      const contexts: BrowserContext[] = [];
      let page: Page;
      const pageFor = async (username: string): Promise<Page> => {
        const context = await contextOf(browser, look);
        contexts.push(context);
        const made = await context.newPage();
        made.setDefaultTimeout(PATIENCE_MS);
        await signIn(made, world.webUrl, { username, password: people.password });
        return made;
      };
      beforeAll(async () => {
        page = await pageFor(people.username);
      });
      afterAll(async () => void (await Promise.all(contexts.map((context) => context.close()))));

      tests({
        look,
        narrow: isNarrow(look),
        get page() {
          return page;
        },
        get people() {
          return people;
        },
        get world() {
          return world;
        },
        open: async (path) => void (await page.goto(world.webUrl + path)),
      });
    });
  });
}
