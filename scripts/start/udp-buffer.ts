// Whether the kernel gives UDP sockets room for a reconnect storm. The runtime offers no way to ask for more, so it is the operator's to set.
import { existsSync, readFileSync } from 'node:fs';

const SETTING = '/proc/sys/net/core/rmem_default';
/** First packets of about 1,000 handshakes with the kernel's own overhead. */
const ENOUGH_BYTES = 2_500_000;

/** undefined: enough, or not to be known here. */
export function udpBufferAdvice(setting = SETTING): string | undefined {
  if (!existsSync(setting)) return undefined;
  const bytes = Number(readFileSync(setting, 'utf8'));
  if (bytes >= ENOUGH_BYTES) return undefined;
  return `UDP sockets hold ${Math.round(bytes / 1024)} KB here: more than about 90 people who connect at the same moment wait a second or more; "sysctl -w net.core.rmem_default=8388608" and a restart end that`;
}
