// Hop web → logic → every device of a user whose profile is another now. A hint: the row is committed before, and a sync says its version too.
import type { Bus } from '@godwit/shared/bus/bus';
import type { Id } from '@godwit/shared/ids/id';
import type { Logger } from '@godwit/shared/log';
import { encodeDown } from '@godwit/shared/protocol/down';
import { userEvent } from '@godwit/shared/subjects';

export interface ProfileEvents {
  /** version: users.profile_version. */
  publish(userId: Id, version: number): void;
}

export function createProfileEvents({ bus, log }: { bus: Bus; log: Logger }): ProfileEvents {
  return {
    publish: (userId, version) => {
      const changed = { userVersion: version, members: [], conversationIds: [], favouriteVersion: 0, profileVersion: version };
      if (!bus.publish(userEvent(userId), encodeDown({ kind: 'userStateChanged', ...changed })))
        log.warn({ userId }, 'profile event not published: NATS is down');
    },
  };
}
