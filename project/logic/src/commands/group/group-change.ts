import type { Id } from '@godwit/shared/ids/id';
import type { Moves } from '../../store/room-change.js';
import type { GroupOperationKind } from '@godwit/shared/protocol/messages/group-operation';

/** What a command did to the rows, told by one entry. */
export interface GroupChange {
  readonly kind: 'member' | 'info';
  /** SystemEvent.code. */
  readonly code: string;
  readonly targetIds?: readonly Id[];
  readonly args?: readonly string[];
  readonly operation: GroupOperationKind;
  /** Whose MemberState is another now. */
  readonly changed?: readonly Id[];
}

/** Who came and who went by it. */
export const movesOf = ({ operation, changed = [] }: GroupChange): Moves => ({
  joined: operation === 'created' || operation === 'member_joined' ? [...changed] : [],
  left: operation === 'member_left' || operation === 'member_removed' ? [...changed] : [],
});

/** A notice to some people alone, about which the log says nothing. */
export interface GroupNotice {
  readonly operation: GroupOperationKind;
  readonly to: readonly Id[];
  readonly targetIds: readonly Id[];
}

export interface Done<T> {
  readonly value: T;
  /** Absent: it was like that already. */
  readonly change?: GroupChange;
  readonly notice?: GroupNotice;
}
