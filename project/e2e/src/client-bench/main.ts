// npm run bench:client: the budgets of the web client (U-24), in Chromium against servers of its own. Exit code 1: one is missed.
import { type Browser, type BrowserContext, chromium, type Page, type Response } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { startWorld } from '../../../../scripts/testing/world.ts';
import { CHROMIUM_FLAGS } from '../browser/chromium-flags.ts';
import { clientDirectory } from '../client-directory.ts';
import { signIn } from '../screens/sign-in.ts';
import { type Figure, median, percentile, table, times } from './figures.ts';
import { type History, history } from './history.ts';
import { type KeyTimes, msUntilShown, scrollUp, topSeq, watchEcho, watchKeys } from './in-page.ts';

const MANY = '1000000';
const SWITCHES = 500;
const KEYS = 100;
const ECHOES = 40;
const OPENS = 40;

const started = performance.now();
const progress = (line: string): void => console.log(`${((performance.now() - started) / 1_000).toFixed(1).padStart(6)} s  ${line}`);
const rowOf = (id: string): string => `[data-testid="conversation"][data-conversation-id="${id}"]`;
const chatOf = (id: string): string => `[data-testid="chat"][data-conversation-id="${id}"] [data-testid="bubble"]`;

/** KiB of the scripts and styles, compressed, that were asked for since then, by file. */
function weigh(context: BrowserContext): () => Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, Promise<number>>();
  const sizeOf = async (response: Response): Promise<number> => gzipSync(await response.body()).length / 1_024;
  context.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/\.(js|css)$/.test(pathname) && !sizes.has(pathname))
      sizes.set(
        pathname,
        sizeOf(response).catch(() => 0),
      );
  });
  return async () => new Map(await Promise.all([...sizes].map(async ([path, size]) => [path, await size] as const)));
}

const sum = (sizes: ReadonlyMap<string, number>): number => [...sizes.values()].reduce((all, size) => all + size, 0);

async function weights(browser: Browser, origin: string, people: History): Promise<Figure[]> {
  // Without the service worker, which loads everything for a start without a network.
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const weight = weigh(context);
  const page = await context.newPage();
  await page.goto(`${origin}/login`);
  await page.getByTestId('submit').waitFor();
  await page.waitForTimeout(1_000);
  const atSignIn = sum(await weight());
  await signIn(page, origin, people);
  await page.waitForTimeout(1_000);
  const atList = await weight();
  await context.close();
  const largest = [...atList].sort(([, a], [, b]) => b - a).slice(0, 12);
  for (const [path, size] of largest) progress(`${size.toFixed(1).padStart(6)} KiB ${path}`);
  return [
    {
      what: 'scripts and styles before a chat, gz',
      value: sum(atList),
      limit: 350,
      unit: 'KiB',
      note: `for the sign-in page ${atSignIn.toFixed(0)} KiB`,
    },
  ];
}

async function opens(page: Page, { ids }: History): Promise<Figure[]> {
  const some = ids.slice(2);
  for (const id of some) await page.evaluate(msUntilShown, { target: rowOf(id), wanted: chatOf(id) });
  const took: number[] = [];
  for (let i = 0; i < OPENS; i++) {
    const id = some[i % some.length]!;
    took.push(await page.evaluate(msUntilShown, { target: rowOf(id), wanted: chatOf(id) }));
    await page.waitForTimeout(150);
  }
  return [times('a conversation from the cache', took, 100)];
}

async function typing(page: Page, { ids }: History): Promise<Figure[]> {
  await page.evaluate(msUntilShown, { target: rowOf(ids[1]!), wanted: chatOf(ids[1]!) });
  await page.evaluate(scrollUp, { frames: 60, px: 900 });
  await page.evaluate(watchKeys);
  await page.getByTestId('composer-input').click();
  await page.keyboard.type('the tide is out '.repeat(20).slice(0, KEYS), { delay: 40 });
  const { work, shown } = await page.evaluate(() => (globalThis as unknown as { keys: KeyTimes }).keys);
  await page.getByTestId('composer-input').fill('');
  const key = times('a key, with 1,000 messages', work, 8);
  return [{ ...key, note: `${key.note}; with the frame behind it ${median(shown).toFixed(1)} ms` }];
}

async function echoes(page: Page, { ids }: History): Promise<Figure[]> {
  await page.evaluate(msUntilShown, { target: rowOf(ids[2]!), wanted: chatOf(ids[2]!) });
  await page.evaluate(watchEcho);
  for (let i = 0; i < ECHOES; i++) {
    await page.getByTestId('composer-input').fill(`echo ${String(i)}`);
    await page.getByTestId('composer-input').press('Enter');
    await page.waitForTimeout(150);
  }
  const echo = await page.evaluate(() => (globalThis as unknown as { echo: number[] }).echo);
  if (echo.length < ECHOES) throw new Error(`only ${String(echo.length)} of ${String(ECHOES)} messages were shown`);
  return [times('the echo of a send', echo, 16)];
}

async function scrolling(page: Page, { ids }: History): Promise<Figure[]> {
  await page.evaluate(msUntilShown, { target: rowOf(ids[0]!), wanted: chatOf(ids[0]!) });
  const gaps: number[] = [];
  let turns = 0;
  for (; turns < 60 && (await page.evaluate(topSeq)) > 200; turns++) {
    gaps.push(...(await page.evaluate(scrollUp, { frames: 60, px: 1_500 })));
    await page.waitForTimeout(50);
  }
  const top = await page.evaluate(topSeq);
  const rows = await page.locator('[data-testid="bubble"]').count();
  const late = gaps.filter((gap) => gap > 50).length;
  return [
    {
      what: 'a frame while 10,000 messages are scrolled',
      value: median(gaps),
      limit: 34,
      unit: 'ms',
      note: `P95 ${percentile(gaps, 0.95).toFixed(0)} ms, ${late} of ${gaps.length} frames over 50 ms; up to seq ${top}, ${rows} bubbles in the document`,
    },
  ];
}

async function heap(page: Page, { ids }: History): Promise<Figure[]> {
  const cdp = await page.context().newCDPSession(page);
  const used = async (): Promise<number> => {
    for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize / 2 ** 20;
  };
  const open = async (n: number): Promise<void> => {
    const id = ids[n % ids.length]!;
    await page.evaluate(msUntilShown, { target: rowOf(id), wanted: chatOf(id) });
  };
  for (let n = 0; n < ids.length; n++) await open(n);
  const before = await used();
  for (let n = 0; n < SWITCHES; n++) await open(n);
  const after = await used();
  return [
    {
      what: `heap after ${SWITCHES} switches`,
      value: after - before,
      limit: 50,
      unit: 'MiB',
      note: `${before.toFixed(1)} MiB before, ${after.toFixed(1)} after`,
    },
  ];
}

const world = await startWorld({
  access: 1,
  logic: 1,
  web: 1,
  staticDir: clientDirectory,
  env: { access: { SENDS_PER_SECOND: MANY, SEND_BURST: MANY }, web: { RATE_LIMIT_FACTOR: MANY } },
});
let browser: Browser | undefined;
const figures: Figure[] = [];
try {
  const people = await history(world.webUrl, progress);
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS });
  figures.push(...(await weights(browser, world.webUrl, people)));
  const page = await (await browser.newContext({ viewport: { width: 1_280, height: 800 } })).newPage();
  await signIn(page, world.webUrl, people);
  for (const measure of [opens, typing, echoes, heap, scrolling]) {
    figures.push(...(await measure(page, people)));
    progress(table(figures.slice(-1)));
  }
} finally {
  await browser?.close();
  await world.close();
}
console.log(`\n${table(figures)}`);
process.exitCode = figures.every(({ value, limit }) => value < limit) ? 0 : 1;
