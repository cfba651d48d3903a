// Hop web → logic → every device of one user (im.user.{id}.event). A hint: the rows are committed before, and a client brings its lists up to date after every reconnect.
import type { Bus } from '@godwit/shared/bus/bus';
import type { Clock } from '@godwit/shared/clock';
import { type Id, NO_ID } from '@godwit/shared/ids/id';
import type { Logger } from '@godwit/shared/log';
import { encodeDown } from '@godwit/shared/protocol/down';
import type { FriendEventKind } from '@godwit/shared/protocol/messages/friend-event';
import { userEvent } from '@godwit/shared/subjects';

export interface FriendNotice {
  event: FriendEventKind;
  /** The other side. */
  userId?: Id;
  requestId?: Id;
  nickname?: string;
  message?: string;
}

export interface FriendEvents {
  publish(to: Id, notice: FriendNotice): void;
}

export function createFriendEvents({ bus, clock, log }: { bus: Bus; clock: Clock; log: Logger }): FriendEvents {
  return {
    publish: (to, { event, userId = NO_ID, requestId = NO_ID, nickname = '', message = '' }) => {
      const frame = encodeDown({ kind: 'friendEvent', event, userId, requestId, nickname, message, at: clock.now() });
      if (!bus.publish(userEvent(to), frame)) log.warn({ event, to }, 'friend event not published: NATS is down');
    },
  };
}
