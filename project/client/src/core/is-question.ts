import type { Up } from '@godwit/shared/protocol/up';
import type { Effect } from './effect.js';

const ANSWERED: ReadonlySet<Up['kind']> = new Set<Up['kind']>(['userMessage', 'syncRequest', 'historyRequest']);

/** A frame that gets an answer when all is well; marks get one only when they are refused. */
export const isQuestion = (effect: Effect): boolean => effect.do === 'send' && ANSWERED.has(effect.up.kind);
