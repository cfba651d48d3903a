import { DEFAULT_CLIENT_CONFIG } from '@godwit/shared/client-config';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { loadClientConfig } from './load-client-config.js';

const tern = { ...DEFAULT_CLIENT_CONFIG, brand: 'Tern' };
const never = (): Promise<unknown> => new Promise(() => undefined);

describe('[U-20] the configuration at the start of the page', () => {
  beforeEach(() => localStorage.clear());

  it('is what the server says, and kept for a start without it', async () => {
    expect(await loadClientConfig(async () => ({ brand: 'Tern' }), localStorage)).toEqual(tern);
    expect(await loadClientConfig(() => Promise.reject(new Error('offline')), localStorage)).toEqual(tern);
  });

  it('never holds up the page for long, and what comes late counts from the next start', async () => {
    vi.useFakeTimers();
    try {
      let answer = (_: unknown): void => undefined;
      const first = loadClientConfig(() => new Promise((resolve) => (answer = resolve)), localStorage);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await first).toEqual(DEFAULT_CLIENT_CONFIG);
      answer({ brand: 'Tern' });
      await vi.advanceTimersByTimeAsync(0);
      const second = loadClientConfig(never, localStorage);
      await vi.advanceTimersByTimeAsync(300);
      expect(await second).toEqual(tern);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([['<!doctype html>'], [null], [{ brand: 5 }]])('%j is as good as none', async (answer) => {
    expect(await loadClientConfig(async () => answer, localStorage)).toEqual(DEFAULT_CLIENT_CONFIG);
  });

  it('nothing kept can break it', async () => {
    localStorage.setItem('godwit.config', '{broken');
    expect(await loadClientConfig(() => Promise.reject(new Error('offline')), localStorage)).toEqual(DEFAULT_CLIENT_CONFIG);
  });
});
