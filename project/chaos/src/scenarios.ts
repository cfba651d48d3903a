// Every scenario, one line each, in the order in which a run of all takes them.
import type { ChaosScenario } from './scenario.ts';
import { nemesisRun, nemesisSprint } from './scenarios/nemesis-run.ts';
import { commitFirst } from './scenarios/r02-commit-first.ts';
import { sameId } from './scenarios/r04-same-id.ts';
import { gaplessLog } from './scenarios/r05-gapless-log.ts';
import { senderOrder } from './scenarios/r09-sender-order.ts';
import { tailLossBeforeAccess, tailLossBehindAccess } from './scenarios/r10-tail-loss.ts';
import { redisFlushed } from './scenarios/r11-redis-flushed.ts';
import { sleepingAccess, sleepingLogic } from './scenarios/r12-sleepers.ts';
import { natsOutage } from './scenarios/r13-nats-outage.ts';
import { pausedLogic } from './scenarios/r14-paused-logic.ts';
import { postgresOutage } from './scenarios/r15-postgres-outage.ts';
import { rollingRestart } from './scenarios/r16-rolling-restart.ts';
import { changedNetwork } from './scenarios/r17-changed-network.ts';
import { lossyUdp } from './scenarios/r18-lossy-udp.ts';
import { readMarks } from './scenarios/r21-read-marks.ts';

export const SCENARIOS: readonly ChaosScenario[] = [
  nemesisRun,
  nemesisSprint,
  commitFirst,
  sameId,
  gaplessLog,
  senderOrder,
  tailLossBeforeAccess,
  tailLossBehindAccess,
  redisFlushed,
  sleepingAccess,
  sleepingLogic,
  natsOutage,
  pausedLogic,
  postgresOutage,
  rollingRestart,
  changedNetwork,
  lossyUdp,
  readMarks,
];
