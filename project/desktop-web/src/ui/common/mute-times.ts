const HOUR_MS = 60 * 60_000;

/** For how long a conversation can be made silent; 0 = until it is made loud again. */
export const MUTE_TIMES = { hour: HOUR_MS, hours: 8 * HOUR_MS, ever: 0 } as const;
