import type { Id } from '@godwit/shared/ids/id';
import { encodeMessageBody, type MessageBody } from '@godwit/shared/protocol/messages/message-body';
import { MAX_RECORD_ITEMS } from '@godwit/shared/protocol/messages/message-record';
import { refused } from '../api/api-error.js';
import type { RestApi } from '../api/rest-api.js';
import type { Core } from '../core/core.js';
import type { CachedEntry } from '../inbox/cached-entry.js';
import type { ConversationRecord } from '../inbox/conversation-record.js';
import type { Pages } from '../inbox/pages.js';
import { isHidden } from '../inbox/settings.js';
import type { Outgoing, Sends } from '../outbox/sends.js';
import { decodeBody } from '../view/decode.js';
import { namesOf } from './names.js';
import { recordBody, type Said } from './record-body.js';

// Hop 1: messages of one conversation into others (F-37). Bounded: 100 messages, 20 conversations. Everything is decided before anything is sent.

export const MAX_FORWARD_TARGETS = 20;
export const MAX_FORWARDED = MAX_RECORD_ITEMS;

export interface ForwardOptions {
  /** Conversations, 1 … 20. */
  readonly to: readonly Id[];
  /** One record of all of them in place of the messages themselves; needs a network, for the names. */
  readonly merged?: boolean;
  /** A text of its own behind them. */
  readonly note?: string;
  /** Made by the caller, who may then ask again without sending anything twice: one for each message of each target, the note too. */
  readonly clientMsgIds?: readonly Id[];
}

interface ForwardParts {
  readonly api: Pick<RestApi, 'user' | 'groups'>;
  readonly core: Core;
  readonly pages: Pages;
  readonly sends: Sends;
}

export async function forward(parts: ForwardParts, from: Id, seqs: readonly number[], options: ForwardOptions): Promise<void> {
  const { core, sends } = parts;
  const chosen = [...new Set(seqs)].sort((a, b) => a - b);
  checkCount(chosen.length, MAX_FORWARDED, 'messages');
  const targets = checkTargets(core, options.to);
  const said = await saidAt(parts, from, chosen);
  const bodies = options.merged ? [await merged(parts, from, said)] : said.map(({ body }) => encodeMessageBody(alone(body)));
  const note = options.note?.trim() ?? '';
  if (note !== '') bodies.push(encodeMessageBody({ text: note }));
  await sends.enqueueAll(
    targets,
    bodies.map((body) => ({ kind: 'message', targetSeq: 0, body })),
    options.clientMsgIds,
  );
}

/** Messages of one's own into several conversations: all of them into all of these, or nothing. Bounded as forwarding is. */
export async function sendToAll(
  { core, sends }: Pick<ForwardParts, 'core' | 'sends'>,
  to: readonly Id[],
  outgoing: readonly Outgoing[],
  clientMsgIds?: readonly Id[],
): Promise<void> {
  checkCount(outgoing.length, MAX_FORWARDED, 'messages');
  await sends.enqueueAll(checkTargets(core, to), outgoing, clientMsgIds);
}

/** Each once. */
function checkTargets(core: Core, to: readonly Id[]): Id[] {
  const targets = [...new Set(to)];
  checkCount(targets.length, MAX_FORWARD_TARGETS, 'conversations');
  for (const id of targets) checkTarget(core, id);
  return targets;
}

function checkCount(count: number, most: number, what: string): void {
  if (count === 0) throw refused('INVALID_ARGUMENT', `no ${what} are named, expected 1 to ${most}`);
  if (count > most) throw refused('LIMIT_REACHED', `${count} ${what} are named, at most ${most} may be`);
}

function checkTarget(core: Core, id: Id): void {
  const record = core.machines.inbox.record(id);
  if (!record) throw refused('CONVERSATION_NOT_FOUND');
  if (record.removed) throw refused('NOT_A_MEMBER');
}

async function saidAt({ core, pages }: ForwardParts, from: Id, seqs: readonly number[]): Promise<readonly Said[]> {
  const record = core.machines.inbox.record(from);
  if (!record) throw refused('CONVERSATION_NOT_FOUND');
  const entries = await pages.at(from, seqs);
  return entries.map((entry) => said(record, entry));
}

function said(record: ConversationRecord, entry: CachedEntry | undefined): Said {
  if (entry?.kind !== 'message' || entry.recalled || isHidden(record, entry.seq)) throw refused('ENTRY_NOT_FOUND');
  const body = decodeBody(entry.body);
  if (body.kind === 'system') throw refused('ENTRY_NOT_FOUND');
  return { senderId: entry.senderId, createdAt: entry.createdAt, body };
}

/** What it answered and whom it called are of another conversation. */
const alone = (body: MessageBody): MessageBody => ({
  ...body,
  replyTo: null,
  mentions: [],
  mentionAll: false,
  system: null,
  forwarded: true,
});

async function merged({ api, core }: ForwardParts, from: Id, all: readonly Said[]): Promise<Uint8Array> {
  const { machines } = core;
  const record = machines.inbox.record(from);
  const names = await namesOf(api, record?.type === 'group' && !record.removed ? from : undefined, [
    ...new Set(all.map((s) => s.senderId)),
  ]);
  return recordBody(all, names, machines.limits.maxBodyBytes);
}
