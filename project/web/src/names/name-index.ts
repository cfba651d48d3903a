import { pinyin } from 'pinyin-pro';

/** Where a name stands in an index, and what finds it; see Friend of shared/rest/friends. */
export interface NameIndex {
  readonly letter: string;
  readonly pinyin: string;
  readonly initials: string;
}

/** A name costs 5–10 µs, a list of 5,000 friends some 40 ms; people rename rarely, and are on many lists. */
const MAX_KEPT = 50_000;
const kept = new Map<string, NameIndex>();

/** The oldest go first. */
export function nameIndex(name: string): NameIndex {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const index = indexOf(name);
  if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(name, index);
  return index;
}

/** Han characters, or a word of another script. What is neither letter nor digit has no place in an index. */
const PARTS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;
const HAN = /^\p{Script=Han}/u;
const ACCENTS = /\p{M}+/gu;
const LETTER = /^[a-z]/;

function indexOf(name: string): NameIndex {
  const syllables = (name.normalize('NFKC').match(PARTS) ?? []).flatMap((part, i) =>
    HAN.test(part) ? hanSyllables(part, i === 0) : [wordOf(part)],
  );
  const initials = syllables.map((syllable) => [...syllable][0] ?? '').join('');
  return { letter: LETTER.test(initials) ? initials[0]!.toUpperCase() : '#', pinyin: syllables.join(' '), initials };
}

/** A name begins with the surname, which is often read differently than the word: 单 shan, 曾 zeng, 解 xie. */
const hanSyllables = (text: string, first: boolean): string[] =>
  pinyin(text, { surname: first ? 'head' : 'off', toneType: 'none', type: 'array', v: true });

/** É is found at E. Hangul stays whole. */
const wordOf = (text: string): string => text.normalize('NFD').replace(ACCENTS, '').normalize('NFC').toLowerCase();
