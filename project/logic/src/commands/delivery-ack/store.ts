import type pg from 'pg';
import { Gather } from '../../gather.js';
import { type DeliveryMark, type MarkedDelivered, markDelivered } from '../../store/mark-delivered.js';

const MAX_BATCH = 256;
const MAX_WAITING = 10_000;

/** Answers undefined when the cursor was there already. */
export type StoreDeliveryMarks = Gather<DeliveryMark, MarkedDelivered | undefined>;

export const createStoreDeliveryMarks = (pool: pg.Pool): StoreDeliveryMarks =>
  new Gather({
    maxBatch: MAX_BATCH,
    maxWaiting: MAX_WAITING,
    run: async (marks) => {
      const moved = new Map((await markDelivered(pool, marks)).map((mark) => [`${mark.conversationId}:${mark.userId}`, mark]));
      return marks.map(({ conversationId, userId }) => moved.get(`${conversationId}:${userId}`));
    },
  });
