import type { LoadEvent } from '../arm.ts';

/** A line of a generator process for whoever started it. */
export const printEvent = (event: LoadEvent): void => console.log(JSON.stringify(event));
