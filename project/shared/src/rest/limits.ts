// Limits that clients tell before the server does. No zod here: it would be a quarter of what the browser client loads before a chat.

export const MAX_PINNED = 20;
export const MAX_HIDDEN_A_CALL = 100;
export const MAX_DRAFT_CHARACTERS = 4_000;

/** Of UTF-8: bcrypt ignores what comes after byte 72. */
export const MIN_PASSWORD_BYTES = 8;
export const MAX_PASSWORD_BYTES = 72;

const MIB = 1_048_576;
/** Bytes; files and videos are as large as FILE_MAX_BYTES of the server says. */
export const KIND_MAX_BYTES = { image: 20 * MIB, voice: 10 * MIB, avatar: 2 * MIB } as const;
/** Size of a message's attachment on the wire. */
export const MAX_FILE_BYTES = 4_294_967_295;
