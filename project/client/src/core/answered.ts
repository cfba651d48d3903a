import type { Up } from '@godwit/shared/protocol/up';

/** Frames that get an answer when all is well; marks get one only when they are refused. */
export const ANSWERED: ReadonlySet<Up['kind']> = new Set<Up['kind']>(['userMessage', 'syncRequest', 'historyRequest']);
