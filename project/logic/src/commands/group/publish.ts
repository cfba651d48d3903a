import type { Id } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import type { GroupOperation } from '@godwit/shared/protocol/messages/group-operation';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';
import { encodePush, pushEntries } from '../../fanout/push-entries.js';
import type { Conversation } from '../../store/load-conversations.js';
import { conversationChanged } from '../open-direct/publish.js';
import type { GroupChange, GroupNotice } from './group-change.js';

type About = Pick<GroupOperation, 'conversationId' | 'operatorId' | 'at'>;

export interface ToldChange {
  readonly conversation: Conversation;
  readonly about: About;
  readonly change: GroupChange;
  readonly entry: Entry;
  readonly versions: ReadonlyMap<Id, number>;
  /** Of a room: who came or went. Their nodes may not listen yet, or do not count them any more. */
  readonly moved: readonly Id[];
}

/** The state first, so that the entry finds its conversation; everybody who may see the entry gets it, also who is gone by it. */
export function changeMessages({ conversation, about, change, entry, versions, moved }: ToldChange): Outgoing[] {
  const { operation, targetIds = [], changed = [] } = change;
  return [
    ...conversationChanged(conversation.id, versions),
    pushEntries(conversation, [entry]),
    ...(moved.length > 0 ? [pushTo(moved, encodePush(conversation, [entry]))] : []),
    operationMessage(about, { operation, to: changed, targetIds }),
  ];
}

export const operationMessage = (about: About, { operation, to, targetIds }: GroupNotice): Outgoing =>
  pushTo(to, encodeDown({ kind: 'groupOperation', ...about, operation, targetIds: [...targetIds] }));
