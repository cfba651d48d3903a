import type { ActivityPosition } from '../store/load-states.js';

/** Where a paged sync goes on, and what its first page found: later pages end with the same sync time and version. */
export interface SyncCursor {
  readonly position: ActivityPosition;
  readonly syncTime: number;
  readonly userVersion: number;
}

const FORM = /^(\d{1,16})_([1-9]\d{0,17})_(\d{1,14})_(\d{1,10})$/;

export const formatCursor = ({ position, syncTime, userVersion }: SyncCursor): string =>
  [position.micros, position.id, String(syncTime), String(userVersion)].join('_');

/** undefined: not a text that formatCursor made. */
export function parseCursor(text: string): SyncCursor | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  return { position: { micros: match[1]!, id: match[2]! }, syncTime: Number(match[3]), userVersion: Number(match[4]) };
}
