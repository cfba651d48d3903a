// Initials of a group's name. Of friends the server sends them with the whole pinyin; here they are read off the browser's own pinyin
// order of characters, which needs no dictionary. It knows one reading of a character: 重 is zhong, also in 重庆.

const PARTS = /\p{Script=Han}|[\p{L}\p{M}\p{N}]+/gu;
const HAN = /\p{Script=Han}/u;
const ACCENTS = /\p{M}/gu;

/** The first character of each letter in the order of pinyin; no syllable begins with i, u or v. */
const FIRST = [...'阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀'];
const LETTERS = 'abcdefghjklmnopqrstwxyz';

const byPinyin = new Intl.Collator('zh-u-co-pinyin');
const knowsPinyin = FIRST.every((first, at) => at === 0 || byPinyin.compare(FIRST[at - 1]!, first) < 0);

const MAX_KEPT = 2_000;
const kept = new Map<string, string>();

/** In lower case: 前端 team 2 is qdt2. Of a browser that does not know the order, without its Han characters. */
export function initialsOf(name: string): string {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const initials = (name.normalize('NFKC').match(PARTS) ?? []).map((part) => (HAN.test(part) ? letterOf(part) : firstOf(part))).join('');
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(name, initials);
  return initials;
}

const firstOf = (word: string): string => [...word.normalize('NFD').replace(ACCENTS, '').toLowerCase()][0] ?? '';

function letterOf(character: string): string {
  if (!knowsPinyin) return '';
  const at = FIRST.findLastIndex((first) => byPinyin.compare(first, character) <= 0);
  return LETTERS[at] ?? '';
}
