import { z } from 'zod';
import { askedUsername, avatar, email, gender, id, line, nickname, phone, requestPolicy, signature, strangerPolicy } from './fields.js';

/** By what other people find the account: id and username unless it says otherwise, phone and email only if it says so. */
const findBy = z.strictObject({ id: z.boolean(), username: z.boolean(), phone: z.boolean(), email: z.boolean() });

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
  /** Who may ask for a friendship: 0 everybody, 1 friends of friends, 2 nobody. */
  requestPolicy: z.number().int(),
  /** Whether friends see that he is online, or when he was last. */
  showPresence: z.boolean(),
  findBy,
});
export type Profile = z.output<typeof profile>;

/** PATCH /user/profile: only these fields, at least one; others are refused. Refused: CONTACT_TAKEN, RATE_LIMIT after ten of those. */
export const profilePatch = z
  .strictObject({
    nickname: nickname.min(1),
    avatar,
    gender,
    signature,
    phone,
    email,
    strangerPolicy,
    requestPolicy,
    showPresence: z.boolean(),
    findBy: findBy.partial(),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: 'expected at least one field' });
export type ProfilePatch = z.input<typeof profilePatch>;

/** DELETE /user. The password is bounded only, like at sign-in. */
export const accountDeletion = z.strictObject({ password: z.string().min(1).max(1024) });
export type AccountDeletion = z.input<typeof accountDeletion>;

/** How the other user stands to the one who asks. */
export const relation = z.enum(['self', 'friend', 'request_sent', 'request_received', 'none']);
export type Relation = z.output<typeof relation>;

/**
 * GET /user/search?query=: a username, an id, a phone number or an e-mail address, whole; found is who allows to be found by it. The older
 * ?username= finds by that alone. One of the two.
 */
export const searchQuery = z
  .object({ query: line(254).min(1), username: askedUsername })
  .partial()
  .refine(({ query, username }) => (query === undefined) !== (username === undefined), { error: 'expected query' });
export type SearchQuery = z.output<typeof searchQuery>;

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

/** GET /user/:userId/groups: groups that both are members of, by title, 100 at the most. */
export const sharedGroups = z.array(z.object({ conversationId: id, title: z.string(), avatar: z.string(), memberCount: z.number().int() }));
export type SharedGroups = z.output<typeof sharedGroups>;
