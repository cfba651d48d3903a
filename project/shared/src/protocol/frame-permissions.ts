/**
 * The table of every frame that a client sends (C32, S11): where it ends, what it may cost, what it is about and what comes of it for whom.
 * Access routes, counts and measures by it, logic dispatches by it: a frame that is not here cannot be handled. docs/permissions.md and the
 * test of every cell are made from it.
 */
import { DEFAULT_LIMITS } from './default-limits.js';
import type { ErrorName } from './errors.js';
import { MAX_FRAME_BYTES, MAX_HELLO_BYTES } from './frame.js';
import type { Up } from './up.js';

/** How somebody stands to a conversation: to a group, or as one of the two of a direct one: friend, and blocked by the other. */
export const FRAME_STANDINGS = ['stranger', 'former', 'muted', 'member', 'admin', 'owner', 'friend', 'blocked'] as const;
export type FrameStanding = (typeof FRAME_STANDINGS)[number];

/** nothing: no effect and no answer, or one that says nothing. */
export type FrameVerdict = 'done' | 'nothing' | ErrorName;

export interface FramePermission {
  /** Who ends it. logic refuses what access handles, should it ever come there. */
  readonly at: 'access' | 'logic';
  /** anyone: the first frame of a connection. session: after HelloAck; the user is that of the session and never named in a frame. */
  readonly subject: 'anyone' | 'session';
  readonly object: 'none' | 'conversation' | 'conversations' | 'users';
  /** Where in logic/src or access/src that object is loaded and decided upon. */
  readonly decidedIn: string;
  readonly may: Readonly<Record<FrameStanding, FrameVerdict>>;
  /** About what is somebody else's, does not exist or cannot exist: one answer for all three (C33). */
  readonly unknown: FrameVerdict;
  /**
   * frame: FRAMES_PER_SECOND of the session. send: SENDS_PER_SECOND of the user as well, over all sessions. question: QUESTIONS_PER_SECOND
   * of the user as well, because PostgreSQL reads for it and its answer is a page of up to 64 KB.
   */
  readonly rate: 'frame' | 'send' | 'question';
  /** Longest frame, without its prefix. */
  readonly maxBytes: number;
  /** Ids, cursors or entries in one frame. */
  readonly maxItems: number;
  /** Whether it may come as a datagram. */
  readonly datagram: boolean;
}

const everybody = (verdict: FrameVerdict): Record<FrameStanding, FrameVerdict> => ({
  stranger: verdict,
  former: verdict,
  muted: verdict,
  member: verdict,
  admin: verdict,
  owner: verdict,
  friend: verdict,
  blocked: verdict,
});

const NOT_FOUND = 'CONVERSATION_NOT_FOUND';
/** Former members keep what they saw: their own marks and their part of the log. */
const SEES = { ...everybody('done'), stranger: NOT_FOUND } as const;
const SENDS = { ...SEES, former: 'NOT_A_MEMBER', muted: 'MUTED', blocked: 'BLOCKED' } as const;
const SMALL = 1_024;
/** 200 ids, or 100 and a cursor. */
const IDS = 4_096;

const STREAM_FRAME = { at: 'logic', subject: 'session', rate: 'frame', maxItems: 1, datagram: false } as const;

export const FRAME_PERMISSIONS = {
  hello: {
    ...STREAM_FRAME,
    at: 'access',
    subject: 'anyone',
    object: 'none',
    decidedIn: 'session/admission.ts',
    may: everybody('UNKNOWN_FRAME'),
    unknown: 'UNKNOWN_FRAME',
    maxBytes: MAX_HELLO_BYTES,
  },
  ping: {
    ...STREAM_FRAME,
    at: 'access',
    object: 'none',
    decidedIn: 'session/session.ts',
    may: everybody('UNKNOWN_FRAME'),
    unknown: 'UNKNOWN_FRAME',
    maxBytes: SMALL,
  },
  userMessage: {
    ...STREAM_FRAME,
    object: 'conversation',
    decidedIn: 'send/check.ts',
    may: SENDS,
    unknown: NOT_FOUND,
    rate: 'send',
    maxBytes: MAX_FRAME_BYTES,
    maxItems: DEFAULT_LIMITS.maxBatchEntries,
  },
  conversationRead: {
    ...STREAM_FRAME,
    object: 'conversation',
    decidedIn: 'commands/conversation-read/check.ts',
    may: SEES,
    unknown: NOT_FOUND,
    maxBytes: SMALL,
  },
  deliveryAck: {
    ...STREAM_FRAME,
    object: 'conversations',
    decidedIn: 'commands/delivery-ack/check.ts',
    may: { ...everybody('nothing'), friend: 'done', blocked: 'done' },
    unknown: 'nothing',
    maxBytes: 16_384,
    maxItems: 200,
  },
  typing: {
    ...STREAM_FRAME,
    object: 'conversation',
    decidedIn: 'send/check.ts',
    may: SENDS,
    unknown: NOT_FOUND,
    maxBytes: SMALL,
    datagram: true,
  },
  presenceSubscribe: {
    ...STREAM_FRAME,
    object: 'users',
    decidedIn: 'store/load-watchable.ts',
    may: { ...everybody('nothing'), friend: 'done' },
    unknown: 'nothing',
    maxBytes: IDS,
    maxItems: 200,
  },
  showing: {
    ...STREAM_FRAME,
    at: 'access',
    object: 'conversations',
    decidedIn: 'rooms/rooms.ts',
    may: everybody('UNKNOWN_FRAME'),
    unknown: 'UNKNOWN_FRAME',
    maxBytes: SMALL,
    maxItems: DEFAULT_LIMITS.maxShown,
  },
  syncRequest: {
    ...STREAM_FRAME,
    rate: 'question',
    object: 'conversations',
    decidedIn: 'store/load-states.ts',
    may: SEES,
    unknown: NOT_FOUND,
    maxBytes: IDS,
    maxItems: 100,
  },
  historyRequest: {
    ...STREAM_FRAME,
    rate: 'question',
    object: 'conversation',
    decidedIn: 'store/load-log.ts',
    may: SEES,
    unknown: NOT_FOUND,
    maxBytes: SMALL,
  },
  cancel: {
    ...STREAM_FRAME,
    object: 'none',
    decidedIn: 'inbox/dispatch.ts',
    may: everybody('nothing'),
    unknown: 'nothing',
    maxBytes: SMALL,
  },
} as const satisfies Readonly<Record<Up['kind'], FramePermission>>;

export type FrameKind = keyof typeof FRAME_PERMISSIONS;
type At<Tier> = { [K in FrameKind]: (typeof FRAME_PERMISSIONS)[K]['at'] extends Tier ? K : never }[FrameKind];

/** Frames that logic handles. */
export type ForLogic = Extract<Up, { readonly kind: At<'logic'> }>;
/** Frames that access handles itself. */
export type AccessFrame = At<'access'>;

export const isForLogic = (message: Up): message is ForLogic => FRAME_PERMISSIONS[message.kind].at === 'logic';
export const isAccessFrame = (kind: FrameKind): kind is AccessFrame => FRAME_PERMISSIONS[kind].at === 'access';

export const framePermission = (kind: FrameKind): FramePermission => FRAME_PERMISSIONS[kind];
