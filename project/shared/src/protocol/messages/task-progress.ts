import type { Id } from '../../ids/id.js';
import type { Codec } from '../codec.js';
import { getId, getString, putId, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { TaskProgress as T } from '../generated/task-progress.js';

/** progress: 0–100. */
export interface TaskProgress {
  readonly taskId: Id;
  readonly phase: string;
  readonly progress: number;
}

export const taskProgress: Codec<TaskProgress, T> = {
  type: Body.TaskProgress,
  table: T,
  put(b, m) {
    const phase = putString(b, m.phase);
    T.startTaskProgress(b);
    T.addTaskId(b, putId(b, m.taskId));
    T.addPhase(b, phase);
    T.addProgress(b, m.progress);
    return T.endTaskProgress(b);
  },
  get: (t) => ({
    taskId: getId(t.taskId()),
    phase: getString(t.phase()),
    progress: t.progress(),
  }),
};
