/** Characters from … to of a text, the end not included. */
export type Range = readonly [from: number, to: number];

export interface Named {
  readonly name: string;
  /** Of the name: 'zeng xiao xian', which friends have, and 'zxx'; '' = none. */
  readonly pinyin: string;
  readonly initials: string;
  /** Without @; '' = none. */
  readonly username: string;
}

/** score: more is better. ranges: what of the name was meant. */
export interface Match {
  readonly score: number;
  readonly ranges: readonly Range[];
}

const NOTHING: readonly Range[] = [];

/** How well a query of lower case means somebody: by his name, its pinyin or initials, or the username. undefined: not at all. */
export function matchName(query: string, named: Named): Match | undefined {
  const found = [inName(query, named.name), inPinyin(query, named), inInitials(query, named), inUsername(query, named.username)];
  return found.filter((match) => match !== undefined).sort((a, b) => b.score - a.score)[0];
}

function inName(query: string, name: string): Match | undefined {
  const at = name.toLowerCase().indexOf(query);
  if (at < 0) return undefined;
  const score = at === 0 ? 6 : /[\s_.-]/.test(name[at - 1] ?? '') ? 5 : 4;
  return { score, ranges: [[at, at + query.length]] };
}

/** From the beginning of a syllable on, with or without spaces: 'zengx', 'xiao xian'. */
function inPinyin(query: string, { name, pinyin }: Named): Match | undefined {
  const wanted = query.replaceAll(' ', '');
  const syllables = pinyin.split(' ').filter(Boolean);
  if (wanted === '') return undefined;
  const first = syllables.findIndex((_, at) => syllables.slice(at).join('').startsWith(wanted));
  if (first < 0) return undefined;
  let [end, length] = [first, 0];
  while (length < wanted.length) length += syllables[end++]!.length;
  return { score: first === 0 ? 3 : 2, ranges: syllableRange(name, syllables.length, first, end) };
}

function inInitials(query: string, { name, initials }: Named): Match | undefined {
  const at = initials.indexOf(query);
  return at < 0 ? undefined : { score: at === 0 ? 3 : 2, ranges: syllableRange(name, initials.length, at, at + query.length) };
}

const inUsername = (query: string, username: string): Match | undefined => {
  const at = username.toLowerCase().indexOf(query.replace(/^@/, ''));
  return at < 0 ? undefined : { score: at === 0 ? 3 : 1, ranges: NOTHING };
};

/** Where each character is a syllable, the characters; of other names it cannot be told. */
function syllableRange(name: string, count: number, from: number, to: number): readonly Range[] {
  const characters = [...name];
  if (characters.length !== count) return NOTHING;
  const offset = (at: number): number => characters.slice(0, at).join('').length;
  return [[offset(from), offset(to)]];
}
