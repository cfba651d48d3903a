import { describe, expect, it } from 'vitest';
import { readContactCard } from './contact-card.js';
import { albumLines, boxOf, thumbnailUrl } from './media.js';
import { barsOf } from './waveform.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('[U-8] what comes with a message', () => {
  it.each([
    [
      { width: 4000, height: 3000 },
      { width: 320, height: 240 },
    ],
    [
      { width: 100, height: 80 },
      { width: 100, height: 80 },
    ],
    [
      { width: 500, height: 5000 },
      { width: 72, height: 360 },
    ],
    [
      { width: 0, height: 0 },
      { width: 280, height: 210 },
    ],
  ])('[F-39] a picture of %j has its place before it is loaded', (size, box) => {
    expect(boxOf(size)).toEqual(box);
  });

  it('an album of any number has lines of at most three, and all its pictures', () => {
    for (let count = 1; count <= 20; count += 1) {
      const lines = albumLines(count);
      expect([lines.reduce((sum, n) => sum + n, 0), Math.max(...lines) <= 3, Math.min(...lines) >= 1]).toEqual([count, true, true]);
    }
  });

  it('the tiny picture goes into the page as it came, nothing without one', () => {
    expect(thumbnailUrl({ thumbnail: new Uint8Array([82, 73, 70, 70]) })).toBe('data:image/webp;base64,UklGRg==');
    expect(thumbnailUrl({ thumbnail: new Uint8Array() })).toBe('');
  });

  it('a waveform has as many bars as there is room for', () => {
    expect(barsOf(new Uint8Array([255, 0, 128, 64]), 2)).toEqual([100, 50]);
    expect(barsOf(new Uint8Array(), 3)).toEqual([12, 12, 12]);
    expect(barsOf(new Uint8Array([255]), 4)).toHaveLength(4);
  });

  it.each([
    ['not json'],
    ['null'],
    ['{"userId":1,"name":"a"}'],
    ['{"userId":"../x","name":"a"}'],
    ['{"userId":"0","name":"a"}'],
    ['{"userId":"5"}'],
  ])('[S14] %j is no contact card', (text) => {
    expect(readContactCard(bytes(text))).toBeNull();
  });

  it('a contact card says who it is', () => {
    expect(readContactCard(bytes('{"userId":"5","name":"Bert","more":1}'))).toEqual({ userId: '5', name: 'Bert' });
  });
});
