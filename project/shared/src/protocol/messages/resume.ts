import type { Id } from '../../ids/id.js';
import { type Builder, getId, type Offset, putId } from '../flatbuffer.js';
import { Resume as T } from '../generated/resume.js';

/** connectionId: of the HelloAck of the session that was lost. pushCount: how many pushes the client took in there. */
export interface Resume {
  readonly connectionId: Id;
  readonly pushCount: number;
}

export function encodeResume(b: Builder, m: Resume): Offset {
  T.startResume(b);
  T.addConnectionId(b, putId(b, m.connectionId));
  T.addPushCount(b, m.pushCount);
  return T.endResume(b);
}

export const decodeResume = (t: T): Resume => ({ connectionId: getId(t.connectionId()), pushCount: t.pushCount() });
