import type pg from 'pg';
import { Gather } from '../../gather.js';
import { type MarkedRead, markRead, type ReadMark } from '../../store/mark-read.js';

const MAX_BATCH = 256;
const MAX_WAITING = 10_000;

/** Marks that gathered go into one transaction. Answers undefined when the mark was there already. */
export type StoreReadMarks = Gather<ReadMark, MarkedRead | undefined>;

export const createStoreReadMarks = (pool: pg.Pool): StoreReadMarks =>
  new Gather({
    maxBatch: MAX_BATCH,
    maxWaiting: MAX_WAITING,
    run: async (marks) => {
      const moved = new Map((await markRead(pool, marks)).map((mark) => [`${mark.state.conversationId}:${mark.userId}`, mark]));
      return marks.map(({ conversationId, userId }) => moved.get(`${conversationId}:${userId}`));
    },
  });
