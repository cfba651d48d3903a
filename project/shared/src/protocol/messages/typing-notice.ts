import type { Id } from '../../ids/id.js';
import { type Builder, getId, type Offset, putId } from '../flatbuffer.js';
import { TypingNotice as T } from '../generated/typing-notice.js';

/** Someone is typing; forget it after a few seconds. */
export interface TypingNotice {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly typing: boolean;
}

export function encodeTypingNotice(b: Builder, m: TypingNotice): Offset {
  T.startTypingNotice(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addUserId(b, putId(b, m.userId));
  T.addTyping(b, m.typing);
  return T.endTypingNotice(b);
}

export const decodeTypingNotice = (t: T): TypingNotice => ({
  conversationId: getId(t.conversationId()),
  userId: getId(t.userId()),
  typing: t.typing(),
});
