import type { Browser, BrowserContext } from 'playwright-core';

/** How somebody has the client before him. */
export interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly language: 'en' | 'zh';
}

/** Both widths, both themes, both languages: each twice. */
export const LOOKS: readonly Look[] = [
  { name: 'wide-light', width: 1_280, height: 800, scheme: 'light', language: 'en' },
  { name: 'wide-dark', width: 1_280, height: 800, scheme: 'dark', language: 'zh' },
  { name: 'narrow-light', width: 390, height: 844, scheme: 'light', language: 'zh' },
  { name: 'narrow-dark', width: 390, height: 844, scheme: 'dark', language: 'en' },
];

export const isNarrow = ({ width }: Look): boolean => width < 768;

export const contextOf = (browser: Browser, { width, height, scheme, language }: Look): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    hasTouch: width < 768,
  });
