import { z } from 'zod';

/** RoomPlace, as logic answers it. */
export const roomPlace = z.object({ conversationId: z.string(), version: z.number(), minSeq: z.number(), lastSeq: z.number() });
