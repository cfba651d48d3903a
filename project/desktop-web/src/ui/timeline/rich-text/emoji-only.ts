/** More of them are a text like any other. */
const MAX_EMOJIS = 6;

// Made at run time: the compiler's target does not know the flag, every browser with WebTransport does.
const EMOJI = new RegExp('\\p{RGI_Emoji}', 'gv');

/** How many emoji a text consists of; 0 when there is anything else in it, or more than a few. */
export function emojiCount(text: string): number {
  if (text.length > MAX_EMOJIS * 16) return 0;
  const count = text.match(EMOJI)?.length ?? 0;
  const rest = text.replace(EMOJI, '').trim();
  return rest === '' && count <= MAX_EMOJIS ? count : 0;
}
