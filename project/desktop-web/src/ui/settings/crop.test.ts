import { describe, expect, it } from 'vitest';
import { bounded, sourceSquare, START } from './crop.js';

const WIDE = { width: 1000, height: 500 };
const VIEW = 250;

describe('[U-20] cutting a picture to a square', () => {
  it('begins with the middle of it, as large as it fits', () => {
    expect(sourceSquare(START, WIDE, VIEW)).toEqual({ x: 250, y: 0, side: 500 });
  });

  it('shows what it was moved to', () => {
    expect(sourceSquare({ x: 125, y: 0, zoom: 1 }, WIDE, VIEW)).toEqual({ x: 0, y: 0, side: 500 });
    expect(sourceSquare({ x: 0, y: 0, zoom: 2 }, WIDE, VIEW)).toEqual({ x: 375, y: 125, side: 250 });
  });

  it.each([
    [
      { x: 900, y: 40, zoom: 1 },
      { x: 125, y: 0, zoom: 1 },
    ],
    [
      { x: -900, y: -900, zoom: 2 },
      { x: -375, y: -125, zoom: 2 },
    ],
    [
      { x: 0, y: 0, zoom: 99 },
      { x: 0, y: 0, zoom: 4 },
    ],
    [
      { x: 0, y: 0, zoom: 0.1 },
      { x: 0, y: 0, zoom: 1 },
    ],
  ])('%j never leaves the picture: %j', (wanted, kept) => {
    expect(bounded(wanted, WIDE, VIEW)).toEqual(kept);
  });
});
