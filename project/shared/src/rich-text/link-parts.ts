export interface TextPart {
  readonly text: string;
  readonly href: string | null;
}

/** Web addresses only; what follows the address in a sentence is not part of it. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`，。；：！？、（）《》「」]+/gi;
const TRAILING = /[.,;:!?)\]}'"]+$/;

/** Splits a text at its links. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '');
    if (!URL.canParse(address)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}
