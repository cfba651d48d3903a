import type { Clock } from '@godwit/shared/clock';
import type { Store } from './store/store.js';
import type { TransportKind } from './transport/transport.js';

export interface GodwitClientOptions {
  /** Origin of the web tier, e.g. http://localhost:8080; '' = same origin (browser). */
  readonly api: string;
  /** Stable per installation; two clients with the same id replace each other. */
  readonly deviceId: string;
  /** web, bot, cli, … */
  readonly platform: string;
  /** What its user recognizes this device by in the list of his devices, ≤ 64 characters. Default: none. */
  readonly deviceName?: string;
  readonly transport?: 'auto' | TransportKind;
  /** Default: MemoryStore. Browser: new IndexedDbStore({ name }). */
  readonly store?: Store;
  readonly clientVersion?: string;
  /** false: not of one page, so that others say when to wake() and what is seen (look()). Default true. */
  readonly page?: boolean;
  readonly clock?: Clock;
  /** 0 ≤ x < 1 */
  readonly random?: () => number;
}
