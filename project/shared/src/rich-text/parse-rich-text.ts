// What people may write besides words (F-45): **bold**, *italic* or _italic_, ~~struck~~, `code`, fenced code, > quotes, links, @mentions. Nothing of it is markup:
// the result is a tree that is drawn by elements of our own. Linear in the length of the text; bounded in depth.
import { linkParts } from './link-parts.js';

export type Inline =
  | { readonly at: 'text'; readonly text: string }
  | { readonly at: 'code'; readonly text: string }
  | { readonly at: 'link'; readonly href: string; readonly text: string }
  /** userId null = everybody. */
  | { readonly at: 'mention'; readonly userId: string | null; readonly text: string }
  | { readonly at: 'bold' | 'italic' | 'struck'; readonly parts: readonly Inline[] };

export type Block =
  | { readonly at: 'text' | 'quote'; readonly parts: readonly Inline[] }
  | { readonly at: 'code'; readonly language: string; readonly text: string };

/** A name that is highlighted where it stands behind an @. */
export interface Mentionable {
  readonly userId: string | null;
  readonly name: string;
}

const MAX_DEPTH = 4;
const MARKS = [
  ['**', 'bold'],
  ['~~', 'struck'],
  ['*', 'italic'],
  ['_', 'italic'],
] as const;

const FENCE = /^```([\w+#.-]{0,30})\s*$/;

export function parseRichText(source: string, mentions: readonly Mentionable[] = []): Block[] {
  const lines = source.split('\n');
  const longestFirst = mentions.filter(({ name }) => name !== '').toSorted((a, b) => b.name.length - a.name.length);
  const blocks: Block[] = [];
  let open: { at: 'text' | 'quote'; lines: string[] } | undefined;
  const close = (): void => {
    if (open !== undefined) blocks.push({ at: open.at, parts: parseInline(open.lines.join('\n'), longestFirst, 0) });
    open = undefined;
  };
  const lastFence = lines.findLastIndex((line) => line.trimEnd() === '```');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    const fence = at < lastFence ? FENCE.exec(line) : null;
    if (fence !== null) {
      let end = at + 1;
      while (lines[end]!.trimEnd() !== '```') end += 1;
      close();
      blocks.push({ at: 'code', language: fence[1] ?? '', text: lines.slice(at + 1, end).join('\n') });
      at = end;
      continue;
    }
    const quoted = /^>\s?/.exec(line);
    const kind = quoted ? 'quote' : 'text';
    if (open?.at !== kind) close();
    open ??= { at: kind, lines: [] };
    open.lines.push(quoted ? line.slice(quoted[0].length) : line);
  }
  close();
  return blocks;
}

/** Letters and digits of words that are written with spaces: a mark inside of such a word is none. */
const isWord = (character: string | undefined): boolean => character !== undefined && /[A-Za-z0-9]/.test(character);
const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character);

function parseInline(text: string, mentions: readonly Mentionable[], depth: number): Inline[] {
  const links = linkRanges(text);
  const parts: Inline[] = [];
  /** Marks that have no end any more. */
  const dead = new Set<string>();
  let plain = 0;
  let at = 0;
  const push = (part: Inline, length: number): void => {
    if (at > plain) parts.push({ at: 'text', text: text.slice(plain, at) });
    parts.push(part);
    at += length;
    plain = at;
  };
  while (at < text.length) {
    const link = links[0];
    if (link?.from === at) {
      links.shift();
      push({ at: 'link', href: link.href, text: link.text }, link.text.length);
      continue;
    }
    const special = specialAt(text, at, mentions, depth, dead);
    if (special === undefined) at += 1;
    else {
      push(special.part, special.length);
      while (links[0] !== undefined && links[0].from < at) links.shift();
    }
  }
  if (at > plain) parts.push({ at: 'text', text: text.slice(plain) });
  return parts;
}

interface Found {
  readonly part: Inline;
  readonly length: number;
}

function specialAt(text: string, at: number, mentions: readonly Mentionable[], depth: number, dead: Set<string>): Found | undefined {
  const character = text[at]!;
  if (character === '`') return codeAt(text, at, dead);
  if (character === '@') return mentionAt(text, at, mentions);
  if ((character === '*' || character === '_' || character === '~') && depth < MAX_DEPTH) return markedAt(text, at, mentions, depth, dead);
  return undefined;
}

function codeAt(text: string, at: number, dead: Set<string>): Found | undefined {
  if (dead.has('`')) return undefined;
  const end = text.indexOf('`', at + 1);
  if (end < 0) dead.add('`');
  const code = text.slice(at + 1, end);
  if (end < 0 || code === '' || code.includes('\n')) return undefined;
  return { part: { at: 'code', text: code }, length: code.length + 2 };
}

function mentionAt(text: string, at: number, mentions: readonly Mentionable[]): Found | undefined {
  const found = mentions.find(({ name }) => text.startsWith(name, at + 1));
  if (found === undefined) return undefined;
  return { part: { at: 'mention', userId: found.userId, text: `@${found.name}` }, length: found.name.length + 1 };
}

function markedAt(text: string, at: number, mentions: readonly Mentionable[], depth: number, dead: Set<string>): Found | undefined {
  const [mark, kind] = MARKS.find(([one]) => text.startsWith(one, at)) ?? [];
  if (mark === undefined || kind === undefined || dead.has(mark) || isWord(text[at - 1]) || isSpace(text[at + mark.length]))
    return undefined;
  const end = endOf(text, at + mark.length, mark);
  if (end < 0) {
    dead.add(mark);
    return undefined;
  }
  const inner = text.slice(at + mark.length, end);
  return { part: { at: kind, parts: parseInline(inner, mentions, depth + 1) }, length: inner.length + 2 * mark.length };
}

/** Where a mark ends what it began: behind a character, not inside of a word. −1: nowhere. */
function endOf(text: string, from: number, mark: string): number {
  for (let end = text.indexOf(mark, from + 1); end >= 0; end = text.indexOf(mark, end + 1)) {
    const after = end + mark.length;
    const doubled = mark.length === 1 && (text[after] === mark || text[end - 1] === mark);
    if (!isSpace(text[end - 1]) && !isWord(text[after]) && !doubled) return end;
  }
  return -1;
}

interface LinkRange {
  readonly from: number;
  readonly href: string;
  readonly text: string;
}

function linkRanges(text: string): LinkRange[] {
  let from = 0;
  return linkParts(text).flatMap((part) => {
    const range = part.href === null ? [] : [{ from, href: part.href, text: part.text }];
    from += part.text.length;
    return range;
  });
}
