import type { Id } from '@godwit/shared/ids/id';
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
