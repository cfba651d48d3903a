import type { Codec } from '../codec.js';
import { getString, nullable, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { Hello as T } from '../generated/hello.js';
import { decodeResume, encodeResume, type Resume } from './resume.js';

/** First frame of a session. protocol: PROTOCOL_VERSION of the client. */
export interface Hello {
  readonly protocol: number;
  readonly accessToken: string;
  readonly deviceId: string;
  readonly platform: string;
  readonly clientVersion: string;
  readonly resume: Resume | null;
}

export const hello: Codec<Hello, T> = {
  type: Body.Hello,
  table: T,
  put(b, m) {
    const accessToken = putString(b, m.accessToken);
    const deviceId = putString(b, m.deviceId);
    const platform = putString(b, m.platform);
    const clientVersion = putString(b, m.clientVersion);
    const resume = m.resume === null ? 0 : encodeResume(b, m.resume);
    T.startHello(b);
    T.addProtocol(b, m.protocol);
    T.addAccessToken(b, accessToken);
    T.addDeviceId(b, deviceId);
    T.addPlatform(b, platform);
    T.addClientVersion(b, clientVersion);
    T.addResume(b, resume);
    return T.endHello(b);
  },
  get: (t) => ({
    protocol: t.protocol(),
    accessToken: getString(t.accessToken()),
    deviceId: getString(t.deviceId()),
    platform: getString(t.platform()),
    clientVersion: getString(t.clientVersion()),
    resume: nullable(t.resume(), decodeResume),
  }),
};
