import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, putId } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { TypingNotice as T } from '../generated/typing-notice.js';

/** Someone is typing; forget it after a few seconds. */
export interface TypingNotice {
  readonly conversationId: Id;
  readonly userId: Id;
  readonly typing: boolean;
}

export const typingNotice: Codec<TypingNotice, T> = {
  type: Body.TypingNotice,
  table: T,
  put(b, m) {
    T.startTypingNotice(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addUserId(b, putId(b, m.userId));
    T.addTyping(b, m.typing);
    return T.endTypingNotice(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    userId: getId(t.userId()),
    typing: t.typing(),
  }),
};
