import type { Id } from '../../ids/id.js';
import { type Builder, getId, type Offset, putId } from '../flatbuffer.js';
import { Typing as T } from '../generated/typing.js';

/** The user started or stopped typing; not stored. */
export interface Typing {
  readonly conversationId: Id;
  readonly typing: boolean;
}

export function encodeTyping(b: Builder, m: Typing): Offset {
  T.startTyping(b);
  T.addConversationId(b, putId(b, m.conversationId));
  T.addTyping(b, m.typing);
  return T.endTyping(b);
}

export const decodeTyping = (t: T): Typing => ({ conversationId: getId(t.conversationId()), typing: t.typing() });
