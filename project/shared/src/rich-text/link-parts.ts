export interface TextPart {
  readonly text: string;
  readonly href: string | null;
}

/** Web addresses only; what follows the address in a sentence is not part of it. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`，。；：！？、（）《》「」]+/gi;
const TRAILING = new Set('.,;:!?)]}\'"');

/** Splits a text at its links. Linear in its length. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

/** An expression that ends in `$` would try each of many full stops again. */
function withoutTrailing(address: string): string {
  let end = address.length;
  while (TRAILING.has(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}
