import type { Id } from '../../ids/id.js';
import { type Builder, getAll, getId, getString, type Offset, putId, putIds, putString, putStrings } from '../flatbuffer.js';
import { SystemEvent as T } from '../generated/system-event.js';

/** What happened, for a text that the client writes in its own language. */
export interface SystemEvent {
  readonly code: string;
  readonly operatorId: Id;
  readonly targetIds: Id[];
  readonly args: string[];
}

export function encodeSystemEvent(b: Builder, m: SystemEvent): Offset {
  const code = putString(b, m.code);
  const targetIds = putIds(b, m.targetIds);
  const args = putStrings(b, m.args);
  T.startSystemEvent(b);
  T.addCode(b, code);
  T.addOperatorId(b, putId(b, m.operatorId));
  T.addTargetIds(b, targetIds);
  T.addArgs(b, args);
  return T.endSystemEvent(b);
}

export const decodeSystemEvent = (t: T): SystemEvent => ({
  code: getString(t.code()),
  operatorId: getId(t.operatorId()),
  targetIds: getAll(t.targetIdsLength(), (i) => t.targetIds(i), getId),
  args: getAll(t.argsLength(), (i) => t.args(i), String),
});
