// im.user.{userId}.event: a frame of web for every device of a user, forwarded as it is.
import { guard } from '@godwit/shared/guard';
import { isId } from '@godwit/shared/ids/id';
import { decodeDown, downKind } from '@godwit/shared/protocol/down';
import { frameKind, withoutLengthPrefix } from '@godwit/shared/protocol/frame';
import { verify } from '@godwit/shared/protocol/verify';
import { type Deliver, pushTo } from '../fanout/outgoing.js';

/** Kinds that may come from web this way; all are counted pushes. */
const FORWARDED: ReadonlySet<string | undefined> = new Set(['friendEvent', 'systemNotification', 'userStateChanged']);

/** `prefixed`: as encodeDown makes it. False: dropped, it is not such a frame. */
export function onUserEvent(fanout: Deliver, subject: string, prefixed: Uint8Array): boolean {
  const userId = subject.split('.')[2] ?? '';
  const frame = withoutLengthPrefix(prefixed);
  if (!isId(userId) || !verify('Frame', frame) || !FORWARDED.has(downKind(frameKind(frame)))) return false;
  const message = decodeDown(frame)?.message;
  const userVersion = message?.kind === 'userStateChanged' ? message.userVersion : 0;
  guard(fanout.deliver([pushTo([userId], prefixed, { userVersion })]));
  return true;
}
