/**
 * One browser tab as the scenarios see it. Playwright drives Chromium, Puppeteer (WebDriver BiDi) drives Firefox:
 * this is what both can do, so a scenario runs unchanged in either engine.
 */
export interface Tab {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Waits until the element is there and usable. */
  click(css: string): Promise<void>;
  fill(css: string, text: string): Promise<void>;
  press(css: string, key: string): Promise<void>;
  /** `inPage` is sent to the page as source: it sees its argument and the page's globals only. */
  evaluate<A, R>(inPage: (argument: A) => R, argument: A): Promise<R>;
  /** Cuts the page off from (or gives it back) every network, loopback too. */
  offline(offline: boolean): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** Another tab of the same browser: same storage, same workers. */
  another(): Promise<Tab>;
  close(): Promise<void>;
}

const POLL_MS = 50;

/** Polls the page until `inPage` gives something truthy; fails with `what` and the last answer. */
export async function until<A, R>(tab: Tab, what: string, inPage: (argument: A) => R, argument: A, timeoutMs = 15_000): Promise<R> {
  const end = Date.now() + timeoutMs;
  let last: R;
  do {
    last = await tab.evaluate(inPage, argument);
    if (last) return last;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  } while (Date.now() < end);
  throw new Error(
    `waited ${timeoutMs} ms for ${what}; the last answer was ${JSON.stringify(last)}; the page shows: ${await visibleText(tab)}`,
  );
}

const visibleText = async (tab: Tab): Promise<string> =>
  (await tab.evaluate(() => document.body.innerText, undefined)).replace(/\s+/g, ' ').slice(0, 600);
