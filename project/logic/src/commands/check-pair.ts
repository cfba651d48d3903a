import type { Id } from '@godwit/shared/ids/id';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { type Pair, pairOf } from '../store/pair.js';

/** Of two people: nobody befriends, blocks or renames himself. */
export const checkPair = (userId: Id, otherId: Id): Outcome<Pair> =>
  userId === otherId ? refuse('INVALID_ARGUMENT', 'this needs another user') : ok(pairOf(userId, otherId));
