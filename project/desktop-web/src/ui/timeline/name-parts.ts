import type { Id } from '@godwit/shared/ids/id';

/** userId null: not a name. */
export interface NamePart {
  readonly text: string;
  readonly userId: Id | null;
}

// Characters for private use stand around a name while a sentence is made of it; what people write loses them before.
const MARKED = /\ue000(\d+)\ue001([^\ue000-\ue002]*)\ue002/g;
const PRIVATE = /[\ue000-\ue002]/g;

export const markedName = (userId: Id, name: string): string => `\ue000${userId}\ue001${name.replace(PRIVATE, '')}\ue002`;

/** A sentence in pieces: its marked names and what is between them. */
export function nameParts(sentence: string): NamePart[] {
  const parts: NamePart[] = [];
  let from = 0;
  for (const match of sentence.matchAll(MARKED)) {
    if (match.index > from) parts.push({ text: sentence.slice(from, match.index), userId: null });
    parts.push({ text: match[2] ?? '', userId: match[1] ?? null });
    from = match.index + match[0].length;
  }
  if (from < sentence.length) parts.push({ text: sentence.slice(from), userId: null });
  return parts;
}
