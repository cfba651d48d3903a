/** Worker numbers 0 … 511 are leased by Redis, 512 … 1023 by PostgreSQL: no number has two owners. */
export const REDIS_WORKERS = 512;
