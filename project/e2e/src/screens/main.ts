// npm run screens: pictures of the main screens, both themes, both widths, both languages, into docs/screens. Names given: those screens only.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { startWorld } from '../../../../scripts/testing/world.ts';
import { CHROMIUM_FLAGS } from '../browser/chromium-flags.ts';
import { clientDirectory } from '../client-directory.ts';
import { type Believable, believable } from '../population/believable.ts';
import { contextOf, type Look, LOOKS } from './looks.ts';
import { type Screen, SCREENS } from './screens.ts';
import { signIn } from './sign-in.ts';

const OUT = process.env['SCREENS_DIR'] ?? fileURLToPath(new URL('../../../../docs/screens', import.meta.url));
/** Pictures, fonts and the last animation. */
const SETTLE_MS = 700;

async function take(page: Page, origin: string, people: Believable, screen: Screen, look: Look): Promise<void> {
  await page.goto(origin + screen.path(people));
  await screen.ready(page);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.waitForTimeout(SETTLE_MS);
  const png = await sharp(await page.screenshot())
    .png({ palette: true, quality: 90 })
    .toBuffer();
  await writeFile(join(OUT, `${screen.name}-${look.name}.png`), png);
}

async function takeAll(browser: Browser, origin: string, people: Believable, screens: readonly Screen[], look: Look): Promise<void> {
  const context = await contextOf(browser, look);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  for (const screen of screens.filter(({ visitor }) => visitor)) await take(page, origin, people, screen, look);
  await signIn(page, origin, people);
  for (const screen of screens.filter(({ visitor }) => !visitor)) {
    await take(page, origin, people, screen, look).catch((error: unknown) => {
      throw new Error(`${screen.name}, ${look.name}: ${String(error)}`);
    });
  }
  await context.close();
  console.log(`${look.name}: ${String(screens.length)} screens`);
}

const names = process.argv.slice(2);
const screens = SCREENS.filter(({ name }) => names.length === 0 || names.includes(name));
await mkdir(OUT, { recursive: true });
const world = await startWorld({ access: 1, logic: 1, web: 1, staticDir: clientDirectory, env: { web: { RATE_LIMIT_FACTOR: '100' } } });
let browser: Browser | undefined;
try {
  const people = await believable(world.webUrl);
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS });
  for (const look of LOOKS) await takeAll(browser, world.webUrl, people, screens, look);
  await people.close();
} finally {
  await browser?.close();
  await world.close();
}
