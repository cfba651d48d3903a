import type { Down } from '@godwit/shared/protocol/down';
import type { Up } from '@godwit/shared/protocol/up';

/** Frames by kind, as the codec of @godwit/shared/protocol gives and takes them. */
export type DownOf<K extends Down['kind']> = Extract<Down, { kind: K }>;
export type UpOf<K extends Up['kind']> = Extract<Up, { kind: K }>;

export type Entry = DownOf<'pushMessage'>['entries'][number];
export type EntryKind = Entry['kind'];
export type OutgoingEntry = UpOf<'userMessage'>['entries'][number];
export type AckResult = DownOf<'messageAck'>['results'][number];
export type ConversationState = DownOf<'syncPage'>['conversations'][number];
export type MemberState = ConversationState['member'];
export type { MemberSettings } from '@godwit/shared/protocol/messages/member-state';
export type { GroupState } from '@godwit/shared/protocol/messages/conversation-state';
export type { Reaction } from '@godwit/shared/protocol/messages/reaction';
export type FriendEvent = DownOf<'friendEvent'>;
export type GroupOperation = DownOf<'groupOperation'>;
export type SystemNotification = DownOf<'systemNotification'>;

/** live: pushes, sends, acks. bulk: sync and history. datagram: what may get lost. WebSocket has one connection for all. */
export type Lane = 'live' | 'bulk' | 'datagram';
