import { type Inline, parseRichText } from './parse-rich-text.js';

/** What one reads of a text when its marks are drawn: the same words without them. Blocks are lines. */
export const plainText = (source: string): string =>
  parseRichText(source)
    .map((block) => (block.at === 'code' ? block.text : wordsOf(block.parts)))
    .join('\n');

const wordsOf = (parts: readonly Inline[]): string => parts.map((part) => ('parts' in part ? wordsOf(part.parts) : part.text)).join('');
