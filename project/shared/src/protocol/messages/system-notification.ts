import { type Builder, getString, type Offset, putString } from '../flatbuffer.js';
import { SystemNotification as T } from '../generated/system-notification.js';

/** A notice of the operator. at: ms. */
export interface SystemNotification {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly at: number;
}

export function encodeSystemNotification(b: Builder, m: SystemNotification): Offset {
  const code = putString(b, m.code);
  const title = putString(b, m.title);
  const text = putString(b, m.text);
  T.startSystemNotification(b);
  T.addCode(b, code);
  T.addTitle(b, title);
  T.addText(b, text);
  T.addAt(b, m.at);
  return T.endSystemNotification(b);
}

export const decodeSystemNotification = (t: T): SystemNotification => ({
  code: getString(t.code()),
  title: getString(t.title()),
  text: getString(t.text()),
  at: t.at(),
});
