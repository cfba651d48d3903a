import { describe, expect, it } from 'vitest';
import { PALETTES, type Palette, type Scheme } from './palette.js';

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const PAIRS: [text: keyof Palette, ground: keyof Palette][] = [
  ...(['rail', 'panel', 'canvas', 'raised', 'hover', 'selected'] as const).flatMap(
    (ground) =>
      [
        ['text', ground],
        ['textMuted', ground],
      ] as [keyof Palette, keyof Palette][],
  ),
  ['text', 'bubble'],
  ['text', 'bubbleOwn'],
  ['bubbleMeta', 'bubble'],
  ['bubbleOwnMeta', 'bubbleOwn'],
  ['onAccent', 'accent'],
  ['onAccent', 'accentHover'],
  ['accent', 'panel'],
  ['accent', 'raised'],
  ['accent', 'canvas'],
  ['accent', 'accentSoft'],
  ['warm', 'canvas'],
  ['warm', 'warmSoft'],
  ['danger', 'panel'],
  ['danger', 'dangerSoft'],
  ['danger', 'bubbleOwn'],
  ['success', 'raised'],
];

describe.each(Object.keys(PALETTES) as Scheme[])('[U-23] %s theme', (scheme) => {
  it.each(PAIRS)('%s on %s has a contrast of at least 4.5', (text, ground) => {
    const palette = PALETTES[scheme];
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['panel', 'raised'] as const)('the border of a field on %s has a contrast of at least 3', (ground) => {
    const palette = PALETTES[scheme];
    expect(contrast(palette.controlBorder, palette[ground])).toBeGreaterThanOrEqual(3);
  });
});
