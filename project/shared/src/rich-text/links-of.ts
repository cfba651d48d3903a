import type { MessageBody } from '../protocol/messages/message-body.js';
import { type Inline, parseRichText } from './parse-rich-text.js';

/** Kinds whose text is shown as what people wrote; of the others it is not shown, or as a fallback without links. */
const WITH_WORDS: ReadonlySet<MessageBody['kind']> = new Set(['text', 'image', 'video', 'file']);

/** The web addresses that a message links to as bubbles show it, each once, in their order: none inside of code, none of a quote or of a record. */
export function linksOf({ kind, text }: Pick<MessageBody, 'kind' | 'text'>): string[] {
  if (!WITH_WORDS.has(kind)) return [];
  return [...new Set(parseRichText(text).flatMap((block) => (block.at === 'code' ? [] : linksIn(block.parts))))];
}

const linksIn = (parts: readonly Inline[]): string[] =>
  parts.flatMap((part) => {
    if (part.at === 'link') return [part.href];
    return 'parts' in part ? linksIn(part.parts) : [];
  });
