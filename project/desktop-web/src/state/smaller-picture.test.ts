import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { smallerPicture } from './smaller-picture.js';

/** What a browser does, which jsdom has not: the size of a picture, and of what a canvas makes of it. */
const browser = { width: 4_000, height: 3_000, encodedBytes: 300_000 as number | null };
let drawn: [width: number, height: number][];
let closed: number;

beforeEach(() => {
  drawn = [];
  closed = 0;
  Object.assign(browser, { width: 4_000, height: 3_000, encodedBytes: 300_000 });
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ width: browser.width, height: browser.height, close: () => closed++ }));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(
    () => ({ drawImage: (_: unknown, __: number, ___: number, width: number, height: number) => drawn.push([width, height]) }) as never,
  );
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done, type) =>
    done(browser.encodedBytes === null ? null : new Blob(['x'.repeat(browser.encodedBytes)], { type: type ?? '' })),
  );
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const photo = (bytes = 3_000_000, type = 'image/jpeg'): File => new File(['x'.repeat(bytes)], 'photo', { type });

describe('[U-11] a photo', () => {
  it('is made as large as screens are, and nothing of it stays in memory', async () => {
    const smaller = await smallerPicture(photo());
    expect([smaller.size, smaller.type, drawn, closed]).toEqual([300_000, 'image/jpeg', [[2_560, 1_920]], 1]);
  });

  it('that has no more pixels than that keeps them', async () => {
    Object.assign(browser, { width: 900, height: 1_600 });
    expect((await smallerPicture(photo())).size).toBe(300_000);
    expect(drawn).toEqual([[900, 1_600]]);
  });

  it.each([
    ['is small already', photo(300_000), {}],
    ['is no JPEG', photo(3_000_000, 'image/png'), {}],
    ['would hardly be smaller', photo(), { encodedBytes: 2_500_000 }],
    ['cannot be encoded', photo(), { encodedBytes: null }],
  ])('that %s is sent as it is', async (_, file, now) => {
    Object.assign(browser, now);
    expect(await smallerPicture(file)).toBe(file);
  });

  it('that cannot be decoded, or not in time, is sent as it is', async () => {
    const file = photo();
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('damaged')));
    expect(await smallerPicture(file)).toBe(file);
    vi.useFakeTimers();
    vi.stubGlobal('createImageBitmap', () => new Promise(() => undefined));
    const waiting = smallerPicture(file);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await waiting).toBe(file);
    vi.useRealTimers();
  });
});
