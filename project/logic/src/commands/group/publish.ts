import type { Id } from '@godwit/shared/ids/id';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { Entry } from '@godwit/shared/protocol/messages/entry';
import type { GroupOperation } from '@godwit/shared/protocol/messages/group-operation';
import { type Outgoing, pushTo } from '../../fanout/outgoing.js';
import { encodePush, viewers } from '../../send/publish.js';
import type { Conversation } from '../../store/load-conversations.js';
import { conversationChanged } from '../open-direct/publish.js';
import type { GroupChange, GroupNotice } from './group-change.js';

type About = Pick<GroupOperation, 'conversationId' | 'operatorId' | 'at'>;

/** The state first, so that the entry finds its conversation; everybody who may see the entry gets it, also who is gone by it. */
export function changeMessages(
  conversation: Conversation,
  about: About,
  { operation, targetIds = [], changed = [] }: GroupChange,
  entry: Entry,
  versions: ReadonlyMap<Id, number>,
): Outgoing[] {
  return [
    ...conversationChanged(conversation.id, versions),
    pushTo(viewers(conversation, [entry]), encodePush(conversation, [entry])),
    operationMessage(about, { operation, to: changed, targetIds }),
  ];
}

export const operationMessage = (about: About, { operation, to, targetIds }: GroupNotice): Outgoing =>
  pushTo(to, encodeDown({ kind: 'groupOperation', ...about, operation, targetIds: [...targetIds] }));
