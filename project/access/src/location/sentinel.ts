// C16: a key that never expires tells whether Redis still knows what it was told. Its loss (FLUSHALL, a restart) means that every
// location is unknown, not offline. As a pure machine; location/locations.ts asks Redis and runs the effects.

export type SentinelState =
  | { readonly at: 'new' }
  /** `id`: which writing of the sentinel this node has registered under. */
  | { readonly at: 'seen'; readonly id: string }
  | { readonly at: 'missing'; readonly since: number };

export type SentinelEffect = 'register-all' | 'write';

/** How long everybody has to notice the loss before the sentinel says again that locations are complete. */
const NOTICE_MS = 2_500;
const NOTHING: readonly SentinelEffect[] = [];
const REGISTER_ALL: readonly SentinelEffect[] = ['register-all'];
const WRITE: readonly SentinelEffect[] = ['write'];

/** `found`: what the key holds, null = nothing. `now`: monotonic ms. */
export function watchSentinel(
  state: SentinelState,
  found: string | null,
  now: number,
): readonly [SentinelState, readonly SentinelEffect[]] {
  if (found !== null) {
    const known = state.at === 'new' || (state.at === 'seen' && state.id === found);
    return [{ at: 'seen', id: found }, known || state.at === 'missing' ? NOTHING : REGISTER_ALL];
  }
  if (state.at === 'missing') return [state, now - state.since >= NOTICE_MS ? WRITE : NOTHING];
  return [{ at: 'missing', since: now }, state.at === 'new' ? NOTHING : REGISTER_ALL];
}
