import type { Id } from '../../ids/id.js';
import { type Builder, getAll, getId, type Offset, putId, putIds } from '../flatbuffer.js';
import { GroupOperationKind as GroupOperationKindNumber } from '../generated/group-operation-kind.js';
import { GroupOperation as T } from '../generated/group-operation.js';

export type GroupOperationKind = keyof typeof GroupOperationKindNumber;

/** A group changed. `operation` is the field kind of the schema. at: ms. */
export interface GroupOperation {
  readonly conversationId: Id;
  readonly operation: GroupOperationKind;
  readonly operatorId: Id;
  readonly targetIds: Id[];
  readonly at: number;
}

export function encodeGroupOperation(b: Builder, m: GroupOperation): Offset {
  const targetIds = putIds(b, m.targetIds);
  T.startGroupOperation(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addKind(b, GroupOperationKindNumber[m.operation]);
  T.addOperatorId(b, putId(b, m.operatorId));
  T.addTargetIds(b, targetIds);
  T.addAt(b, m.at);
  return T.endGroupOperation(b);
}

export const decodeGroupOperation = (t: T): GroupOperation => ({
  conversationId: getId(t.conversationId()),
  operation: (GroupOperationKindNumber[t.kind()] ?? 'info_changed') as GroupOperationKind,
  operatorId: getId(t.operatorId()),
  targetIds: getAll(t.targetIdsLength(), (i) => t.targetIds(i), getId),
  at: t.at(),
});
