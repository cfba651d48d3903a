import { z } from 'zod';
import { compareIds } from '../ids/id.js';
import type { ErrorName } from '../protocol/errors.js';
import { MAX_PASSWORD_BYTES, MIN_PASSWORD_BYTES } from './limits.js';

/** A zod issue whose message is a name of the error catalog is answered with that code; every other issue is INVALID_ARGUMENT. */
const as = (error: ErrorName): { error: string } => ({ error });

const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;
/** No control characters (PostgreSQL refuses NUL in text), and no half of a character, which is stored as another one. */
const CONTROL = /^[^\p{Cc}\p{Cs}]*$/u;

/** PostgreSQL's bigint ends here. */
const MAX_ID = '9223372036854775807';

/** 64-bit id as decimal text. */
export const id = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, { error: 'expected an id: 1 to 19 digits', abort: true })
  .refine((text) => compareIds(text, MAX_ID) <= 0, { error: 'expected an id of at most 63 bits' });

/** One line of text of at most `maxCharacters` UTF-16 units, trimmed. */
export const line = (maxCharacters: number) =>
  z.string().trim().max(maxCharacters).regex(CONTROL, { error: 'control characters are not allowed' });

/** Login name as registered; compared and stored in lower case. */
export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,31}$/, as('INVALID_USERNAME'));

/** A name that somebody looks for: only bounded, so that one that cannot exist is answered like an unknown one. No column holds a NUL. */
export const askedUsername = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(128)
  .regex(/^[^\0]*$/, { error: 'NUL is not allowed' });

/** 8–72 bytes of UTF-8: bcrypt ignores what comes after byte 72, and takes every half of a character for the same. */
export const newPassword = z.string().refine((text) => {
  const bytes = utf8Bytes(text);
  return bytes >= MIN_PASSWORD_BYTES && bytes <= MAX_PASSWORD_BYTES && !text.includes('\0') && !/\p{Cs}/u.test(text);
}, as('WEAK_PASSWORD'));

/** Chosen by the client, stable per installation. `|` would break the location lease. */
export const deviceId = z.string().regex(/^[^\p{Cc}\p{Cs}|]{1,128}$/u, { error: 'expected 1 to 128 characters' });

/** web, desktop, bot, cli, … */
export const platform = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, { error: 'expected 1 to 32 letters, digits, dashes or underscores' });

/** What people recognize a device by. */
export const deviceName = line(64);

export const nickname = line(64);
export const signature = line(200);
export const greeting = line(200);
export const remark = line(64);
/** As it is stored and compared: digits, with + before a country code. */
export const phone = z.union([
  z.literal(''),
  z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 -]{3,22}[0-9]$/, { error: 'expected a phone number or an empty text' })
    .overwrite((text) => text.replaceAll(/[ -]/g, '').replace(/^00/, '+')),
]);
/** As it is stored and compared. */
export const email = z.union([
  z.literal(''),
  z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .pipe(z.email({ error: 'expected an e-mail address or an empty text' })),
]);
/** http(s) or same-origin URL, or empty: nothing that a browser would execute. */
export const avatar = z
  .string()
  .max(500)
  .regex(/^(?:https?:\/\/[^\s\p{Cc}\p{Cs}"'<>\\]+|\/[^\s\p{Cc}\p{Cs}"'<>\\/][^\s\p{Cc}\p{Cs}"'<>\\]*)?$/u, {
    error: 'expected an http(s) URL, a path of this site or an empty text',
  });
/** 0 unknown, 1 male, 2 female, 3 other. */
export const gender = z.number().int().min(0).max(3);

export const strangerPolicy = z.number().int().min(0).max(1);

/** Who may ask for a friendship: 0 everybody, 1 friends of friends, 2 nobody. */
export const requestPolicy = z.number().int().min(0).max(2);

/** Milliseconds since 1970. */
export const time = z.number();
