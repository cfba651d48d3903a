import type { WorldOptions } from '../../../../scripts/testing/world.ts';

const MANY = '1000000';

/** Two of each tier that carries messages. Limits against abuse are out of the way: they are shown elsewhere, and a hundred devices come from one address. */
export const CHAOS_WORLD: WorldOptions = {
  access: 2,
  logic: 2,
  web: 1,
  postgres: 'own',
  env: {
    access: {
      SENDS_PER_SECOND: MANY,
      SEND_BURST: MANY,
      FRAMES_PER_SECOND: MANY,
      FRAME_BURST: MANY,
      QUESTIONS_PER_SECOND: MANY,
      QUESTION_BURST: MANY,
      LOG_LEVEL: 'warn',
    },
    logic: { LOG_LEVEL: 'warn' },
    web: { RATE_LIMIT_FACTOR: MANY, LOG_LEVEL: 'warn' },
  },
};
