import type { Codec } from '../codec.js';
import { getString, putString } from '../flatbuffer.js';
import { Body } from '../generated/body.js';
import { SystemNotification as T } from '../generated/system-notification.js';

/** A notice of the operator. at: ms. */
export interface SystemNotification {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly at: number;
}

export const systemNotification: Codec<SystemNotification, T> = {
  type: Body.SystemNotification,
  table: T,
  put(b, m) {
    const code = putString(b, m.code);
    const title = putString(b, m.title);
    const text = putString(b, m.text);
    T.startSystemNotification(b);
    T.addCode(b, code);
    T.addTitle(b, title);
    T.addText(b, text);
    T.addAt(b, m.at);
    return T.endSystemNotification(b);
  },
  get: (t) => ({
    code: getString(t.code()),
    title: getString(t.title()),
    text: getString(t.text()),
    at: t.at(),
  }),
};
