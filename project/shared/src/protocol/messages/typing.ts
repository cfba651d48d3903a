import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, putId } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { Typing as T } from '../generated/typing.js';

/** The user started or stopped typing; not stored. */
export interface Typing {
  readonly conversationId: Id;
  readonly typing: boolean;
}

export const typing: Codec<Typing, T> = {
  type: Body.Typing,
  table: T,
  put(b, m) {
    T.startTyping(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addTyping(b, m.typing);
    return T.endTyping(b);
  },
  get: (t) => ({ conversationId: getId(t.conversationId()), typing: t.typing() }),
};
