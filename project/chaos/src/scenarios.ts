// Every scenario, one line each, in the order in which a run of all takes them.
import type { ChaosScenario } from './scenario.ts';
import { nemesisRun, nemesisSprint } from './scenarios/nemesis-run.ts';
import { junk } from './scenarios/o01-junk.ts';
import { vanish } from './scenarios/o02-vanish.ts';
import { halfOpen } from './scenarios/o03-half-open.ts';
import { slowloris } from './scenarios/o04-slowloris.ts';
import { oversized } from './scenarios/o05-oversized.ts';
import { protocolFuzz } from './scenarios/o06-o07-protocol.ts';
import { strangeFrames } from './scenarios/o08-strange-frames.ts';
import { slowConsumers } from './scenarios/o09-slow-consumers.ts';
import { stalled } from './scenarios/o10-stalled.ts';
import { reconnectStorm } from './scenarios/o11-reconnect-storm.ts';
import { floods } from './scenarios/o12-floods.ts';
import { loginStorm } from './scenarios/o13-login-storm.ts';
import { blackHoles } from './scenarios/o14-black-holes.ts';
import { conformance } from './scenarios/o15-conformance.ts';
import { forgedUdp } from './scenarios/o16-forged-udp.ts';
import { diskFull } from './scenarios/o17-disk-full.ts';
import { commitFirst } from './scenarios/r02-commit-first.ts';
import { sameId } from './scenarios/r04-same-id.ts';
import { gaplessLog } from './scenarios/r05-gapless-log.ts';
import { missedOffline } from './scenarios/r06-missed-offline.ts';
import { senderOrder } from './scenarios/r09-sender-order.ts';
import { tailLossBeforeAccess, tailLossBehindAccess, tailLossInRooms } from './scenarios/r10-tail-loss.ts';
import { redisFlushed } from './scenarios/r11-redis-flushed.ts';
import { sleepingAccess, sleepingLogic } from './scenarios/r12-sleepers.ts';
import { natsOutage } from './scenarios/r13-nats-outage.ts';
import { pausedLogic } from './scenarios/r14-paused-logic.ts';
import { postgresOutage } from './scenarios/r15-postgres-outage.ts';
import { rollingRestart } from './scenarios/r16-rolling-restart.ts';
import { changedNetwork } from './scenarios/r17-changed-network.ts';
import { lossyUdp } from './scenarios/r18-lossy-udp.ts';
import { room } from './scenarios/r19-room.ts';
import { readMarks } from './scenarios/r21-read-marks.ts';
import { largeSync } from './scenarios/r22-large-sync.ts';

export const SCENARIOS: readonly ChaosScenario[] = [
  nemesisRun,
  nemesisSprint,
  commitFirst,
  sameId,
  gaplessLog,
  missedOffline,
  senderOrder,
  tailLossBeforeAccess,
  tailLossBehindAccess,
  tailLossInRooms,
  redisFlushed,
  sleepingAccess,
  sleepingLogic,
  natsOutage,
  pausedLogic,
  postgresOutage,
  rollingRestart,
  changedNetwork,
  lossyUdp,
  room,
  readMarks,
  largeSync,
  junk,
  vanish,
  halfOpen,
  slowloris,
  oversized,
  protocolFuzz,
  strangeFrames,
  slowConsumers,
  stalled,
  reconnectStorm,
  floods,
  loginStorm,
  blackHoles,
  conformance,
  forgedUdp,
  diskFull,
];
