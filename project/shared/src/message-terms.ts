// What may be done with a message: enforced by logic, shown by clients.
const MINUTE_MS = 60_000;

/** The sender may take a message back, or change it, for so long. */
export const RECALL_MS = 2 * MINUTE_MS;
export const EDIT_MS = 15 * MINUTE_MS;
export const MAX_EDITS = 100;
/** Different ones on a message. */
export const MAX_EMOJIS = 20;
/** Files of a message. */
export const MAX_ATTACHMENTS = 20;
/** In a conversation. */
export const MAX_PINS = 50;
/** Who has read a message is listed in groups of at most so many: a longer list nobody reads. */
export const MAX_LISTED_READERS = 100;
