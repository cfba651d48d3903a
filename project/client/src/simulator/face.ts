import type { MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Entry } from '../wire.js';
import type { Face } from './ledger.js';

type Shown = Pick<Entry, 'kind' | 'targetSeq' | 'recalled' | 'editedAt' | 'reactions'> & { readonly body: MessageBody };

export const faceOf = ({ kind, targetSeq, recalled, editedAt, reactions, body }: Shown): Face => ({
  kind,
  targetSeq,
  text: body.text,
  preview: body.replyTo?.preview ?? '',
  recalled,
  editedAt,
  reactions: reactions.map((r) => `${r.emoji}${r.count}${r.mine ? '!' : ''}:${r.userIds.join(',')}`).join(' '),
});
