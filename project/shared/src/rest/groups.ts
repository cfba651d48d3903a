// Every call about groups, once: web makes a route of it, logic a request of im.logic.request with the same fields, the SDK a method.
import { z } from 'zod';
import { GROUP_ROLES, JOIN_MODES, MAX_NAMES } from '../group-terms.js';
import { nothing } from './answer.js';
import { avatar, greeting, id, line, time } from './fields.js';

const groupRole = z.enum(GROUP_ROLES);
const joinMode = z.enum(JOIN_MODES);

/** Of one call. */
export const MAX_INVITED = 500;
export const MAX_MEMBER_PAGE = 100;
const MAX_LINK_HOURS = 24 * 365;
const DEFAULT_LINK_HOURS = 24 * 7;

const title = line(60).min(1);
const announcement = z
  .string()
  .trim()
  .max(2_000)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, { error: 'control characters are not allowed' });

/** Chosen by the client: the same request again answers with the group that the first one made, another one under this key is refused. */
const requestKey = z.string().regex(/^[\w-]{16,64}$/, { error: 'expected 16 to 64 letters, digits, dashes or underscores' });

export const groupParams = z.object({ conversationId: id });
const memberParams = groupParams.extend({ memberId: id });
const applicationParams = groupParams.extend({ applicationId: id });
const memberIds = z.array(id).min(1).max(MAX_INVITED);

/** Only these fields, at least one. historyForNew: who joins sees what was written before. */
export const groupPatch = z
  .strictObject({ title, avatar, announcement, joinMode, historyForNew: z.boolean() })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { error: 'expected at least one field' });
export type GroupPatch = z.input<typeof groupPatch>;

/** What somebody sees who could join; membership: what only members see. */
export const groupInfo = z.object({
  conversationId: id,
  title: z.string(),
  avatar: z.string(),
  memberCount: z.number().int(),
  joinMode,
  membership: z
    .object({
      role: groupRole,
      ownerId: id,
      announcement: z.string(),
      muteAll: z.boolean(),
      historyForNew: z.boolean(),
    })
    .nullable(),
});
export type GroupInfo = z.output<typeof groupInfo>;

/** groupNickname: the name in this group, or empty. mutedUntil: ms, 0 = not muted. */
export const groupMember = z.object({
  userId: id,
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  groupNickname: z.string(),
  role: groupRole,
  mutedUntil: time,
});
export type GroupMember = z.output<typeof groupMember>;

/** The owner first, then admins, then members by id. nextCursor: of the next page, or empty. */
export const memberPage = z.object({ members: z.array(groupMember), nextCursor: z.string() });
export type MemberPage = z.output<typeof memberPage>;

export const memberQuery = z.object({
  cursor: z
    .string()
    .regex(/^(?:[0-2]:[1-9]\d{0,18})?$/, { error: 'expected the nextCursor of a page' })
    .default(''),
  limit: z.coerce.number().int().min(1).max(MAX_MEMBER_PAGE).default(MAX_MEMBER_PAGE),
  /** Beginning of a name: the one in the group, the account's, or the username. */
  name: line(64).default(''),
});
export type MemberQuery = z.input<typeof memberQuery>;

export const groupName = groupMember.pick({ userId: true, username: true, nickname: true, groupNickname: true });
export type GroupName = z.output<typeof groupName>;

/** Who is and was no member is left out of the answer. */
const nameQuery = z.object({
  ids: z
    .string()
    .regex(/^[1-9]\d{0,18}(?:,[1-9]\d{0,18}){0,49}$/, { error: `expected 1 to ${MAX_NAMES} ids with commas between them`, abort: true })
    .refine((text) => text.split(',').every((one) => id.safeParse(one).success), { error: 'expected ids of at most 63 bits' }),
});

/** How many are online as far as the caller may know, himself among them. */
export const onlineCount = z.object({ online: z.number().int() });
export type OnlineCount = z.output<typeof onlineCount>;

/** joined: the group is free. pending: an admin will decide. */
export const joinResult = z.object({ status: z.enum(['joined', 'pending']) });
export type JoinResult = z.output<typeof joinResult>;

export const groupApplication = z.object({
  id,
  userId: id,
  username: z.string(),
  nickname: z.string(),
  avatar: z.string(),
  message: z.string(),
  createdAt: time,
});
export type GroupApplication = z.output<typeof groupApplication>;

/** Those that wait, oldest first, ≤ 100; pending: how many there are. */
export const applicationList = z.object({ applications: z.array(groupApplication), pending: z.number().int() });
export type ApplicationList = z.output<typeof applicationList>;

/** Of the groups that the caller leads: those in which somebody waits. pending: of all of them. */
export const applicationCounts = z.object({
  pending: z.number().int(),
  groups: z.array(z.object({ conversationId: id, pending: z.number().int() })),
});
export type ApplicationCounts = z.output<typeof applicationCounts>;

/** What was decided, now or by the first who did. */
export const decision = z.object({ status: z.enum(['accepted', 'rejected']) });
export type Decision = z.output<typeof decision>;

/** maxUses 0 = any number. */
export const inviteLinkRequest = z.object({
  hours: z.number().int().min(1).max(MAX_LINK_HOURS).default(DEFAULT_LINK_HOURS),
  maxUses: z.number().int().min(0).max(100_000).default(0),
});
export type InviteLinkRequest = z.input<typeof inviteLinkRequest>;

export const inviteLink = z.object({
  id,
  code: z.string(),
  creatorId: id,
  maxUses: z.number().int(),
  uses: z.number().int(),
  expiresAt: time,
  createdAt: time,
});
export type InviteLink = z.output<typeof inviteLink>;

/** 128 bits in base64url; the secret of the link. */
const code = z.string().regex(/^[\w-]{22}$/, { error: 'expected an invite code: 22 characters' });

interface GroupCall {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly data: z.ZodType;
}

export const GROUP_CALLS = {
  createGroup: { body: z.object({ title, memberIds, requestKey: requestKey.optional() }), data: groupParams },
  groupInfo: { params: groupParams, data: groupInfo },
  updateGroup: { params: groupParams, body: groupPatch, data: nothing },
  /** An image that the operator uploaded as an avatar. */
  setGroupAvatar: { params: groupParams, body: z.object({ fileId: id }), data: nothing },
  dismissGroup: { params: groupParams, data: nothing },
  listMembers: { params: groupParams, query: memberQuery, data: memberPage },
  listNames: { params: groupParams, query: nameQuery, data: z.array(groupName) },
  countOnline: { params: groupParams, data: onlineCount },
  inviteMembers: { params: groupParams, body: z.object({ memberIds }), data: z.object({ added: z.array(id) }) },
  removeMember: { params: memberParams, data: nothing },
  leaveGroup: { params: groupParams, data: nothing },
  transferOwner: { params: groupParams, body: z.object({ memberId: id }), data: nothing },
  setRole: { params: memberParams, body: z.object({ role: z.enum(['member', 'admin']) }), data: nothing },
  /** until: ms; 0 or past = may send again. */
  muteMember: { params: memberParams, body: z.object({ until: time.min(0).max(8.64e15) }), data: nothing },
  setMuteAll: { params: groupParams, body: z.object({ muteAll: z.boolean() }), data: nothing },
  setNickname: { params: groupParams, body: z.object({ nickname: line(64) }), data: nothing },
  joinGroup: { params: groupParams, body: z.object({ message: greeting.default('') }), data: joinResult },
  countApplications: { data: applicationCounts },
  listApplications: { params: groupParams, data: applicationList },
  acceptApplication: { params: applicationParams, data: decision },
  rejectApplication: { params: applicationParams, data: decision },
  createInviteLink: { params: groupParams, body: inviteLinkRequest, data: inviteLink },
  listInviteLinks: { params: groupParams, data: z.array(inviteLink) },
  revokeInviteLink: { params: groupParams.extend({ linkId: id }), data: nothing },
  joinByLink: { params: z.object({ code }), data: groupParams },
} as const satisfies Record<string, GroupCall>;
export type GroupMethod = keyof typeof GROUP_CALLS;

type Part<M extends GroupMethod, P extends 'params' | 'query' | 'body', Of> =
  (typeof GROUP_CALLS)[M] extends Record<P, infer S extends Of> ? S : undefined;
type Output<S> = S extends z.ZodType ? z.output<S> : unknown;

export type GroupParams<M extends GroupMethod> = Part<M, 'params', z.ZodObject>;
export type GroupQuery<M extends GroupMethod> = Part<M, 'query', z.ZodObject>;
export type GroupBody<M extends GroupMethod> = Part<M, 'body', z.ZodObject>;
export type GroupAnswer<M extends GroupMethod> = z.output<(typeof GROUP_CALLS)[M]['data']>;
/** All that a call says, wherever REST has it. */
export type GroupFields<M extends GroupMethod> = Output<GroupParams<M>> & Output<GroupQuery<M>> & Output<GroupBody<M>>;
