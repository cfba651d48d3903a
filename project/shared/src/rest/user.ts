import { z } from 'zod';
import { avatar, email, gender, id, nickname, phone, signature, strangerPolicy } from './fields.js';

/** Own profile, GET /user/profile: the only answer that carries phone and e-mail. */
export const profile = z.object({
  userId: id,
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  gender: z.number().int(),
  signature: z.string(),
  phone: z.string(),
  email: z.string(),
  /** Who may write without being a friend: 0 nobody, 1 strangers, three messages before they are answered. */
  strangerPolicy: z.number().int(),
});
export type Profile = z.output<typeof profile>;

/** PATCH /user/profile: only these fields, at least one; others are refused. */
export const profilePatch = z
  .strictObject({ nickname: nickname.min(1), avatar, gender, signature, phone, email, strangerPolicy })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: 'expected at least one field' });
export type ProfilePatch = z.input<typeof profilePatch>;

/** How the other user stands to the one who asks. */
export const relation = z.enum(['self', 'friend', 'request_sent', 'request_received', 'none']);
export type Relation = z.output<typeof relation>;

/** GET /user/search?username=: exact match, so at most one. */
export const searchQuery = z.object({ username: z.string().trim().toLowerCase().min(1).max(128) });
export type SearchQuery = z.input<typeof searchQuery>;

export const foundUser = z.object({
  userId: id,
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  signature: z.string(),
  relation,
});
export type FoundUser = z.output<typeof foundUser>;

/** GET /user/:userId: what everybody signed in may see. */
export const publicUser = foundUser.extend({ gender: z.number().int() });
export type PublicUser = z.output<typeof publicUser>;

export const userParams = z.object({ userId: id });
