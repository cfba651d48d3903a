import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, getString, putId, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { AiDelta as T } from '../generated/ai-delta.js';

/** A piece of an answer that is being written. */
export interface AiDelta {
  readonly conversationId: Id;
  readonly messageId: Id;
  readonly delta: string;
  readonly thinking: boolean;
  readonly needMore: boolean;
}

export const aiDelta: Codec<AiDelta, T> = {
  type: Body.AiDelta,
  table: T,
  put(b, m) {
    const delta = putString(b, m.delta);
    T.startAiDelta(b);
    T.addConversationId(b, putId(b, m.conversationId));
    T.addMessageId(b, putId(b, m.messageId));
    T.addDelta(b, delta);
    T.addThinking(b, m.thinking);
    T.addNeedMore(b, m.needMore);
    return T.endAiDelta(b);
  },
  get: (t) => ({
    conversationId: getId(t.conversationId()),
    messageId: getId(t.messageId()),
    delta: getString(t.delta()),
    thinking: t.thinking(),
    needMore: t.needMore(),
  }),
};
