import type { Id } from '../../ids/id.js';
import { type Builder, getId, type Offset, putId } from '../flatbuffer.js';
import { Resume as T } from '../generated/resume.js';

/** The session that a reconnecting client had, and how many pushes it counted there. */
export interface Resume {
  readonly sessionId: Id;
  readonly pushCount: number;
}

export function encodeResume(b: Builder, m: Resume): Offset {
  T.startResume(b);
  T.addSessionId(b, putId(b, m.sessionId));
  T.addPushCount(b, m.pushCount);
  return T.endResume(b);
}

export const decodeResume = (t: T): Resume => ({ sessionId: getId(t.sessionId()), pushCount: t.pushCount() });
