// Whether the kernel gives access room for a reconnect storm. Access takes all it may have; more is the operator's to allow.
import type { Tier } from '../tiers.ts';

/** First packets of about 1,000 handshakes with the kernel's own overhead. */
const ENOUGH_BYTES = 2_500_000;
const FIRST_PACKET_BYTES = 2_304;

/** undefined: enough, or not to be known here. */
export function udpBufferAdvice(tiers: readonly Pick<Tier, 'udpBufferBytes'>[]): string | undefined {
  const bytes = tiers.map(({ udpBufferBytes }) => udpBufferBytes).find((one) => one !== undefined);
  if (bytes === undefined || bytes >= ENOUGH_BYTES) return undefined;
  const people = Math.floor(bytes / FIRST_PACKET_BYTES);
  return `access could get a UDP buffer of ${Math.round(bytes / 1024)} KB only: more than about ${people} people who connect at the same moment wait a second or more; "sysctl -w net.core.rmem_max=8388608" and a restart end that`;
}
