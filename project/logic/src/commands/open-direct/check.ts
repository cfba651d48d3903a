import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { type Pair, pairOf } from '../../store/pair.js';

export const checkPair = (userId: Id, peerId: Id): Outcome<Pair> =>
  userId === peerId ? refuse('INVALID_ARGUMENT', 'a direct conversation needs another user') : ok(pairOf(userId, peerId));
