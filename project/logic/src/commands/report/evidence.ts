// What a user can see of what he reports, in the transaction of the report. Bound: MAX_EVIDENCE_BYTES of bodies beside the reported one.
import type pg from 'pg';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse, unreachable } from '@godwit/shared/outcome';
import { JOIN_MODES } from '@godwit/shared/group-terms';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import { avatarFile } from '@godwit/shared/rest/avatar-file';
import type { AskedReport, Evidence, EvidenceEntry } from '@godwit/shared/rest/reports';
import { type Group, readGroup, readMembers } from '../../store/group.js';
import { loadLog } from '../../store/load-log.js';
import { isRowId } from '../../store/row-id.js';
import { referencesOf } from '../../send/references.js';

const AROUND = 5;
const MAX_EVIDENCE_BYTES = 64 * 1024;
const MAX_READ_BYTES = 1024 * 1024;

export interface Found {
  /** Whom the report is about; NO_ID: a group. */
  readonly reportedId: Id;
  readonly evidence: Evidence;
  /** That it shows, each once. */
  readonly fileIds: readonly Id[];
}

type Person = Evidence['people'][number];

/** What the reporter cannot see does not exist for him (C33). */
export async function loadEvidence(client: pg.ClientBase, reporterId: Id, report: AskedReport): Promise<Outcome<Found>> {
  switch (report.kind) {
    case 'message':
      return ofMessage(client, reporterId, report);
    case 'user':
      return ofUser(client, reporterId, report.userId);
    case 'group':
      return ofGroup(client, reporterId, report.conversationId);
    default:
      return unreachable(report);
  }
}

async function ofMessage(
  client: pg.ClientBase,
  userId: Id,
  { conversationId, seq }: { readonly conversationId: Id; readonly seq: number },
): Promise<Outcome<Found>> {
  const [fromSeq, toSeq] = [Math.max(1, seq - AROUND), seq + AROUND];
  const log = await loadLog(client, {
    conversationId,
    userId,
    fromSeq,
    toSeq,
    limit: toSeq - fromSeq + 1,
    maxBytes: MAX_READ_BYTES,
    direction: 'forward',
  });
  if (log === undefined) return refuse('CONVERSATION_NOT_FOUND');
  const target = log.entries.find((entry) => entry.seq === seq);
  if (target?.kind !== 'message' || target.body.length === 0) return refuse('ENTRY_NOT_FOUND');
  if (target.senderId === userId) return refuse('INVALID_ARGUMENT', 'a message of oneself cannot be reported');
  const entries = nearest(log.entries, target);
  const people = await loadPeople(client, [...new Set(entries.map(({ senderId }) => senderId))]);
  const group = await readGroup(client, conversationId);
  const evidence = { entries: entries.map(evidenceOf), people, group: group === undefined ? null : groupOf(group) };
  return ok({ reportedId: target.senderId, evidence, fileIds: filesOf(entries) });
}

/** Bodies of the other kinds are no MessageBody, or name nothing. */
const filesOf = (entries: readonly Entry[]): Id[] => [
  ...new Set(
    entries
      .filter(({ kind, body }) => (kind === 'message' || kind === 'edit') && body.length > 0)
      .flatMap(({ body }) => referencesOf(body)?.attached ?? [])
      .map(({ fileId }) => fileId)
      .filter(isRowId),
  ),
];

/** The reported one whatever its size, and of the others those nearest to it that fit; in their order. */
function nearest(entries: readonly Entry[], target: Entry): Entry[] {
  const distance = ({ seq }: Entry): number => Math.abs(seq - target.seq);
  let bytes = 0;
  return entries
    .toSorted((a, b) => distance(a) - distance(b))
    .filter((entry) => entry === target || (bytes += entry.body.length) <= MAX_EVIDENCE_BYTES)
    .sort((a, b) => a.seq - b.seq);
}

const evidenceOf = ({ seq, messageId, senderId, kind, createdAt, editedAt, targetSeq, recalled, body }: Entry): EvidenceEntry => ({
  seq,
  messageId,
  senderId,
  kind,
  createdAt,
  editedAt,
  targetSeq,
  recalled,
  body: Buffer.from(body).toString('base64'),
});

async function ofUser(client: pg.ClientBase, reporterId: Id, userId: Id): Promise<Outcome<Found>> {
  if (userId === reporterId) return refuse('INVALID_ARGUMENT', 'one cannot report oneself');
  const people = await loadPeople(client, [userId]);
  const [person] = people;
  if (person === undefined) return refuse('USER_NOT_FOUND');
  return ok({ reportedId: userId, evidence: { entries: [], people, group: null }, fileIds: fileOf(person.avatar) });
}

/** Who was never in a group that is entered by invitation only does not know of it. */
async function ofGroup(client: pg.ClientBase, userId: Id, conversationId: Id): Promise<Outcome<Found>> {
  const group = await readGroup(client, conversationId);
  const member = group === undefined ? undefined : (await readMembers(client, conversationId, [userId])).get(userId);
  if (group === undefined || (member === undefined && JOIN_MODES[group.joinMode] === 'invite')) return refuse('CONVERSATION_NOT_FOUND');
  const people = await loadPeople(client, [group.ownerId]);
  return ok({ reportedId: NO_ID, evidence: { entries: [], people, group: groupOf(group) }, fileIds: fileOf(group.avatar) });
}

const groupOf = ({ id, title, avatar, announcement, ownerId, memberCount }: Group): NonNullable<Evidence['group']> => ({
  conversationId: id,
  title,
  avatar,
  announcement,
  ownerId,
  memberCount,
});

/** Of an avatar that was uploaded. */
function fileOf(avatar: string): Id[] {
  const fileId = avatarFile(avatar);
  return fileId !== undefined && isRowId(fileId) ? [fileId] : [];
}

async function loadPeople(client: pg.ClientBase, userIds: readonly Id[]): Promise<Person[]> {
  const { rows } = await client.query<Person>(
    `SELECT id AS "userId", username, nickname, avatar, signature FROM users WHERE id = ANY ($1::bigint[]) AND deleted = 0 ORDER BY id`,
    [userIds],
  );
  return rows;
}
