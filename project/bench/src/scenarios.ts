// Every scenario of the bench, in the order in which they run. A new one is a file in scenarios/ and a line here.
import type { Scenario } from './scenario.ts';
import { batching } from './scenarios/batching.ts';
import { bulkLane } from './scenarios/bulk-lane.ts';
import { connectStorm } from './scenarios/connect-storm.ts';
import { group } from './scenarios/group.ts';
import { idleMemory } from './scenarios/idle-memory.ts';
import { loginStorm } from './scenarios/login-storm.ts';
import { offlineSync } from './scenarios/offline-sync.ts';
import { oneToOne } from './scenarios/one-to-one.ts';
import { restUnderLoad } from './scenarios/rest-under-load.ts';
import { room } from './scenarios/room.ts';
import { scaleOut } from './scenarios/scale-out.ts';
import { startUp } from './scenarios/start-up.ts';
import { udpLoss } from './scenarios/udp-loss.ts';

export const SCENARIOS: readonly Scenario[] = [
  oneToOne,
  group,
  room,
  idleMemory,
  connectStorm,
  restUnderLoad,
  loginStorm,
  offlineSync,
  batching,
  bulkLane,
  udpLoss,
  scaleOut,
  startUp,
];
