import type { Id } from '../../ids/id.js';
import { type Builder, getId, getString, type Offset, putId, putString } from '../flatbuffer.js';
import { TaskProgress as T } from '../generated/task-progress.js';

/** progress: 0–100. */
export interface TaskProgress {
  readonly taskId: Id;
  readonly phase: string;
  readonly progress: number;
}

export function encodeTaskProgress(b: Builder, m: TaskProgress): Offset {
  const phase = putString(b, m.phase);
  T.startTaskProgress(b);
  T.addTaskId(b, putId(b, m.taskId));
  T.addPhase(b, phase);
  T.addProgress(b, m.progress);
  return T.endTaskProgress(b);
}

export const decodeTaskProgress = (t: T): TaskProgress => ({
  taskId: getId(t.taskId()),
  phase: getString(t.phase()),
  progress: t.progress(),
});
