import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { docsTable, markdownTable } from '../testing/docs-table.js';
import { MAX_FRAME_BYTES } from './frame.js';
import { FRAME_PERMISSIONS, FRAME_STANDINGS, type FrameKind, framePermission, isAccessFrame } from './frame-permissions.js';
import { encodeUp, type Up } from './up.js';

const KINDS = Object.keys(FRAME_PERMISSIONS) as FrameKind[];
const BIGGEST_ID = '9223372036854775807';
const ids = (count: number): string[] => new Array<string>(count).fill(BIGGEST_ID);

/** The largest that a client of ours makes of each kind. */
const LARGEST: Partial<Record<FrameKind, Up>> = {
  ping: { kind: 'ping', clientTime: Date.now(), receivedCount: 4_294_967_295 },
  conversationRead: { kind: 'conversationRead', conversationId: BIGGEST_ID, readSeq: 4_294_967_295 },
  deliveryAck: { kind: 'deliveryAck', cursors: ids(200).map((conversationId) => ({ conversationId, seq: 4_294_967_295 })) },
  typing: { kind: 'typing', conversationId: BIGGEST_ID, typing: true },
  presenceSubscribe: { kind: 'presenceSubscribe', userIds: ids(200) },
  showing: { kind: 'showing', conversationIds: ids(16) },
  syncRequest: {
    kind: 'syncRequest',
    since: Date.now(),
    userVersion: 4_294_967_295,
    cursor: 'c'.repeat(256),
    limit: 100,
    conversationIds: ids(100),
  },
  historyRequest: {
    kind: 'historyRequest',
    conversationId: BIGGEST_ID,
    fromSeq: 4_294_967_295,
    toSeq: 4_294_967_295,
    limit: 200,
    direction: 'backward',
    since: 0,
  },
  cancel: { kind: 'cancel', ref: 4_294_967_295 },
};

describe('[C32] the table of frames', () => {
  it.each(Object.entries(LARGEST))('has room for the largest %s', (kind, message) => {
    expect(encodeUp(message, 4_294_967_295, true).length).toBeLessThanOrEqual(framePermission(kind as FrameKind).maxBytes / 2 + 512);
  });

  it('lets only what may get lost come as a datagram, nothing of which is counted as a send', () => {
    const datagrams = KINDS.filter((kind) => framePermission(kind).datagram);
    expect(datagrams).toEqual(['typing']);
    expect(datagrams.filter((kind) => framePermission(kind).rate === 'send')).toEqual([]);
  });

  it('lets nobody but the connecting in without a session, and no frame be longer than a frame', () => {
    expect(KINDS.filter((kind) => framePermission(kind).subject === 'anyone')).toEqual(['hello']);
    expect(KINDS.filter((kind) => framePermission(kind).maxBytes > MAX_FRAME_BYTES)).toEqual([]);
  });

  it('[S11] says the same of what is unknown and to strangers, where strangers are refused', () => {
    for (const { may, unknown } of KINDS.map(framePermission)) expect(may.stranger).toBe(unknown);
  });

  it('names files that are there', () => {
    for (const { at, decidedIn } of KINDS.map(framePermission)) {
      expect(existsSync(new URL(`../../../${at}/src/${decidedIn}`, import.meta.url)), decidedIn).toBe(true);
    }
  });

  it('stands in docs/permissions.md', () => {
    const code = (text: string): string => `\`${text}\``;
    const made = markdownTable([
      ['frame', 'ends in', 'subject', 'object', 'decided in', 'rate', 'bytes', 'items', 'datagram'],
      ...KINDS.map((kind) => {
        const { at, subject, object, decidedIn, rate, maxBytes, maxItems, datagram } = framePermission(kind);
        return [code(kind), at, subject, object, code(decidedIn), rate, String(maxBytes), String(maxItems), datagram ? 'yes' : '–'];
      }),
    ]);
    expect(docsTable('permissions.md', 'frames', made)).toBe(made);
    const verdicts = markdownTable([
      ['frame', ...FRAME_STANDINGS, 'unknown id'],
      ...KINDS.filter((kind) => !isAccessFrame(kind)).map((kind) => {
        const { may, unknown } = framePermission(kind);
        return [code(kind), ...FRAME_STANDINGS.map((standing) => may[standing]), unknown];
      }),
    ]);
    expect(docsTable('permissions.md', 'verdicts', verdicts)).toBe(verdicts);
  });
});
