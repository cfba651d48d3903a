// Mutants of sending, storing and showing messages: what the nemesis run and its checker must notice.
import type { Mutant } from '../mutant.ts';

const SPRINT = 'nemesis-sprint';

export const DELIVERY_MUTANTS: readonly Mutant[] = [
  {
    name: 'ack-before-commit',
    ids: ['R1', 'R2'],
    scenario: SPRINT,
    file: 'project/logic/src/send/accept-message.ts',
    find: `  if (refused.length > 0) await fanout`,
    replace: `  const early = accepted.map((pending): Verdict => ({ at: 'committed', pending, messageId: '0', seq: 0, countableNo: 0, createdAt: 0 }));
  await fanout.deliver(messagesFor([], [], early));
  if (refused.length > 0) await fanout`,
    about: 'the ack leaves while the entry waits for its batch',
  },
  {
    name: 'ack-of-unknown-outcome',
    ids: ['R1', 'R4'],
    scenario: SPRINT,
    file: 'project/logic/src/send/commit-batch.ts',
    find: `      case 'unknown':
        return;`,
    replace: `      case 'unknown':
        outcome.verdicts.push({ at: 'committed', pending, messageId: candidate.messageId, seq: 1, countableNo: 1, createdAt: 0 });
        return;`,
    about: 'a batch whose COMMIT was not answered counts as committed',
  },
  {
    name: 'commit-without-disk',
    ids: ['R1', 'R5', 'R6'],
    scenario: SPRINT,
    file: 'project/logic/src/store/pool.ts',
    find: `    options: Object.entries({ ...ISOLATION, ...settings })`,
    replace: `    options: Object.entries({ ...ISOLATION, ...settings, synchronous_commit: 'off' })`,
    also: [{ file: 'project/logic/src/store/durability.ts', find: `if (value === 'off')`, replace: `if (value === 'never')` }],
    about: 'COMMIT does not wait for the disk, and nobody refuses that',
  },
  {
    name: 'no-client-id',
    ids: ['R4'],
    scenario: SPRINT,
    file: 'project/logic/src/store/commit-new.ts',
    find: `  SELECT id, conversation_id, seq, sender_id, client_msg_id, kind, no,`,
    replace: `  SELECT id, conversation_id, seq, sender_id, id, kind, no,`,
    about: 'the id by which a repeated entry is known is not stored',
  },
  {
    name: 'repeat-gets-another-seq',
    ids: ['R4'],
    scenario: SPRINT,
    file: 'project/logic/src/send/commit-batch.ts',
    find: `        outcome.verdicts.push({ ...result, at: 'committed', pending });`,
    replace: `        outcome.verdicts.push({ ...result, seq: result.seq + 1, at: 'committed', pending });`,
    about: 'the ack of a repeated entry does not tell its first seq',
  },
  {
    name: 'repeat-takes-a-seq',
    ids: ['R5'],
    scenario: SPRINT,
    file: 'project/logic/src/store/commit-any.ts',
    find: `  FROM (SELECT conversation_id, max(seq) AS seq, max(no) AS no, max(at) AS at, \${COUNTED} AS counted FROM placed GROUP BY 1) p WHERE c.id`,
    replace: `  FROM (SELECT conversation_id, max(last_seq) + count(*) AS seq, max(countable_total) + count(*) AS no, clock_timestamp() AS at,
        \${COUNTED} AS counted FROM entry GROUP BY 1) p WHERE c.id`,
    about: 'the head of a conversation counts repeated entries too',
  },
  {
    name: 'own-devices-forgotten',
    ids: ['R6'],
    scenario: SPRINT,
    file: 'project/logic/src/fanout/push-entries.ts',
    find: `pushTo(viewers(conversation, entries), frame`,
    replace: `pushTo(viewers(conversation, entries).filter((id) => id !== entries[0]!.senderId), frame`,
    about: 'the other devices of the sender get no push',
  },
  {
    name: 'reconnect-without-sync',
    ids: ['R6'],
    scenario: 'missed-offline',
    file: 'project/client/src/core/machines.ts',
    find: `      ...this.#catchUp({ type: 'online' }),`,
    replace: `      ...(this.#small.catchUp.mark.since > 0 ? [] : this.#catchUp({ type: 'online' })),`,
    about: 'a device that was offline does not ask what it missed',
  },
  {
    name: 'page-shown-whole',
    ids: ['R7'],
    scenario: SPRINT,
    file: 'project/client/src/inbox/gap.ts',
    find: `page.entries.filter((e) => e.seq > gap.cursor && e.seq <= page.toSeq);`,
    replace: `page.entries.filter((e) => e.seq <= page.toSeq);`,
    also: [{ file: 'project/client/src/inbox/gap.ts', find: `  let from = cursor + 1;`, replace: `  let from = Math.max(1, cursor);` }],
    about: 'a page that overlaps what is shown is shown again',
  },
  {
    name: 'pending-beside-its-entry',
    ids: ['R7'],
    scenario: SPRINT,
    file: 'project/client/src/outbox/lane.ts',
    find: `  return changed(landed({ ...lane, items: lane.items.filter((i) => !gone.includes(i)) }, context, effects));`,
    replace: `  return landed({ ...lane, items: lane.items.filter((i) => !gone.includes(i)) }, context, effects);`,
    about: 'an entry stands on the screen as sent and still as pending',
  },
  {
    name: 'holes-are-skipped',
    ids: ['R6', 'R7', 'R8'],
    scenario: SPRINT,
    file: 'project/client/src/inbox/gap.ts',
    find: `  while (next[count]?.seq === gap.cursor + 1 + count) count += 1;`,
    replace: `  count = next.length;`,
    about: 'what comes after a hole is shown at once, the hole later',
  },
  {
    name: 'screen-in-order-of-arrival',
    ids: ['R8'],
    scenario: SPRINT,
    file: 'project/client/src/view/window.ts',
    find: `[...window.entries, ...added].sort((a, b) => a.seq - b.seq)`,
    replace: `[...window.entries, ...added]`,
    about: 'history that is loaded stands behind what was there',
  },
  {
    name: 'two-batches-in-flight',
    ids: ['R9'],
    scenario: SPRINT,
    file: 'project/client/src/outbox/lane.ts',
    find: `  return lane.flight.at === 'idle' ? transmit(lane, 0, context, effects) : [lane, effects];`,
    replace: `  return transmit(lane, 0, context, effects);`,
    also: [
      {
        file: 'project/client/src/outbox/lane.ts',
        find: `  const waiting = lane.items.filter((i) => i.state.at === 'waiting');
  if (waiting[0] && isAction`,
        replace: `  const { flight } = lane;
  const waiting = lane.items.filter((i) => i.state.at === 'waiting' && !(flight.at === 'inflight' && flight.ids.includes(i.clientMsgId)));
  if (waiting[0] && isAction`,
      },
    ],
    about: 'the client does not wait for the ack before it sends the next batch of a conversation',
  },
  {
    name: 'no-resend',
    ids: ['R3'],
    scenario: 'gapless-log',
    file: 'project/client/src/outbox/lane.ts',
    find: `      return lane.flight.at === 'idle' ? [lane, []] : transmit(lane, lane.flight.attempt + 1, context, []);`,
    replace: `      return [lane, []];`,
    about: 'what was not acked is not sent again while the link holds',
  },
  {
    name: 'outbox-in-memory',
    ids: ['R3'],
    scenario: SPRINT,
    file: 'project/client/src/outbox/lane.ts',
    find: `      return changed(advance({ ...lane, items: [...lane.items, event.item] }, context, [put(event.item)]));`,
    replace: `      return changed(advance({ ...lane, items: [...lane.items, event.item] }, context, []));`,
    about: 'what waits to be sent does not survive a crash of the device',
  },
  {
    name: 'read-mark-goes-back',
    ids: ['R21'],
    scenario: SPRINT,
    file: 'project/client/src/inbox/apply-member.ts',
    find: `  if (member.readSeq < record.readSeq) return { unsentRead };`,
    replace: ``,
    about: 'a device takes an older read mark from the server',
  },
  {
    name: 'read-mark-of-offline-lost',
    ids: ['R21'],
    scenario: SPRINT,
    file: 'project/client/src/inbox/inbox.ts',
    find: `      ...(record.unsentRead > 0 ? [`,
    replace: `      ...(record.unsentRead < 0 ? [`,
    also: [
      {
        file: 'project/client/src/inbox/marks.ts',
        find: `    case 'online':
      return schedule(state, online);`,
        replace: `    case 'online':
      return schedule({ ...state, read: new Map() }, online);`,
      },
    ],
    about: 'what was read without a link, or was lost on its way, is not told to the server',
  },
  {
    name: 'recall-not-applied',
    ids: ['R21'],
    scenario: SPRINT,
    file: 'project/client/src/inbox/apply-action.ts',
    find: `      return { recalled: true, body: NO_BODY, editedAt: 0, reactions: [] };`,
    replace: `      return undefined;`,
    about: 'a recalled message goes on being shown where it was cached',
  },
];
