import { isUtf8 as isUtf8ByPlatform } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { isUtf8 } from './utf8.js';

/** Where the rules of RFC 3629 change. */
const EDGES = [
  0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5,
  0xff,
];
const ALL = Array.from({ length: 256 }, (_, byte) => byte);

function disagreements(...choices: number[][]): number[][] {
  const found: number[][] = [];
  const walk = (bytes: number[]): void => {
    if (bytes.length < choices.length) return choices[bytes.length]!.forEach((byte) => walk([...bytes, byte]));
    const sequence = Uint8Array.from(bytes);
    if (isUtf8(sequence, 0, sequence.length) !== isUtf8ByPlatform(sequence)) found.push(bytes);
  };
  walk([]);
  return found;
}

describe('[O6] isUtf8', () => {
  it('says what the platform says of every sequence of one and two bytes', () => {
    expect([...disagreements(ALL), ...disagreements(ALL, ALL)]).toEqual([]);
  });

  it('says what the platform says at the edges of three and four bytes, with something behind', () => {
    expect([
      ...disagreements(EDGES, EDGES, EDGES),
      ...disagreements(EDGES, EDGES, EDGES, EDGES),
      ...disagreements([0xf4], EDGES, EDGES, EDGES, [0x41, 0x80]),
    ]).toEqual([]);
  });

  it('does not look outside of its range', () => {
    const bytes = Uint8Array.from([0xff, ...new TextEncoder().encode('é'), 0xff]);
    expect([isUtf8(bytes, 1, 3), isUtf8(bytes, 0, 3), isUtf8(bytes, 1, 2), isUtf8(bytes, 1, 4), isUtf8(bytes, 2, 2)]).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });
});
