// Frames with their length prefix as a client of another version of Godwit writes them.
import { withLengthPrefix } from '@godwit/shared/protocol/frame';
import { Body } from '@godwit/shared/protocol/generated/body';
import { hello } from '@godwit/shared/protocol/messages/hello';
import { type UserMessage, userMessage } from '@godwit/shared/protocol/messages/user-message';
import { empty, newerFrame } from '@godwit/shared/protocol/testing/newer-frame';
import { helloOf } from './frame-client.ts';

type Builder = Parameters<typeof empty>[0];

/** Fields of the Frame table that no schema has yet. */
const addedFields = (b: Builder): void => {
  b.addFieldInt32(7, 12_345, 0);
  b.addFieldInt8(8, 1, 0);
};
const VERSION_SLOT = 0;

export const frameOfType = (type: number): Uint8Array => withLengthPrefix(newerFrame(type, empty));

export const frameOfVersion = (version: number): Uint8Array =>
  withLengthPrefix(newerFrame(Body.Cancel, empty, (b) => b.addFieldInt8(VERSION_SLOT, version, 1)));

/** A root offset that leads out of the buffer. */
export const malformedFrame = (): Uint8Array => withLengthPrefix(new Uint8Array(32).fill(0x7f));

export const newerHello = (token: string, deviceId: string): Uint8Array => {
  const message = helloOf(token, deviceId);
  if (message.kind !== 'hello') throw new Error('helloOf makes a Hello');
  return withLengthPrefix(newerFrame(Body.Hello, (b) => hello.put(b, message), addedFields));
};

/** With fields in the body that no schema has yet, too. */
export const newerPing = (): Uint8Array => {
  const ping = (b: Builder): number => {
    const note = b.createString('of a newer client');
    b.startObject(5);
    b.addFieldFloat64(0, 12.5, 0);
    b.addFieldInt32(1, 3, 0);
    b.addFieldOffset(2, note, 0);
    b.addFieldInt8(4, 1, 0);
    return b.endObject();
  };
  return withLengthPrefix(newerFrame(Body.Ping, ping, addedFields));
};

export const newerMessage = (message: UserMessage): Uint8Array =>
  withLengthPrefix(newerFrame(Body.UserMessage, (b) => userMessage.put(b, message), addedFields));
