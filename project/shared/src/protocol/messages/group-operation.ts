import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getAll, getId, putId, putIds } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
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

export const groupOperation: Codec<GroupOperation, T> = {
  type: Body.GroupOperation,
  table: T,
  put(b, m) {
    const targetIds = putIds(b, m.targetIds);
    T.startGroupOperation(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addKind(b, GroupOperationKindNumber[m.operation]);
    T.addOperatorId(b, putId(b, m.operatorId));
    T.addTargetIds(b, targetIds);
    T.addAt(b, m.at);
    return T.endGroupOperation(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    operation: (GroupOperationKindNumber[t.kind()] ?? 'info_changed') as GroupOperationKind,
    operatorId: getId(t.operatorId()),
    targetIds: getAll(t.targetIdsLength(), (i) => t.targetIds(i), getId),
    at: t.at(),
  }),
};
