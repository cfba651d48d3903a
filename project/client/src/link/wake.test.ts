import { afterEach, expect, it, vi } from 'vitest';
import { onWake } from './wake.js';

afterEach(() => vi.unstubAllGlobals());

it('[F-59] tells when the page is shown and hidden, also of one that begins hidden; wakes when it is shown', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', vi.fn());
  vi.stubGlobal('removeEventListener', vi.fn());
  const heard: (string | boolean)[] = [];
  const stop = onWake(
    () => heard.push('wake'),
    (visible) => heard.push(visible),
  );
  const turn = (state: string): void => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  turn('visible');
  turn('hidden');
  stop();
  turn('visible');
  expect(heard).toEqual([false, true, 'wake', false]);
});
