// Whether a silent link still lives (R17): a QUIC session whose packets vanish says nothing for up to 45 s. Pure; link/state.ts owns it.

/** Nothing heard for so long after a question: a Ping follows, which the access node answers by itself, however busy logic is. */
export const ANSWER_MS = 800;
/** Nothing heard for so long, or for three round trips of up to a second, after a Ping: another session is brought up beside this one. */
export const PONG_MS = 1000;
const MAX_PONG_MS = 3000;
/** A conversation fell silent: one Ping after so long. Whoever only listens learns nothing from a network that is gone, and after a change of address is found again by what he sends. */
export const LULL_MS = 3000;
/** After a wake-up: how long a link may stay silent. */
export const PROBE_MS = 5000;

export type Expecting = 'pushed' | 'asked' | 'pinged' | 'woken';

export type Probe =
  | { readonly at: 'calm' }
  | { readonly at: Expecting; readonly since: number }
  /** The Ping was not answered. A Pong that comes after all ends the move. */
  | { readonly at: 'stalled' };

export const CALM: Probe = { at: 'calm' };

const WAIT_MS: Readonly<Record<Expecting, number>> = { pushed: LULL_MS, asked: ANSWER_MS, pinged: PONG_MS, woken: PROBE_MS };
const ROUND_TRIPS = 3;

/** The time for an answer. A resend, a question and a Ping that all go unheard end within the 5 s of R3. */
export const answerMs = (at: Expecting, rttMs: number): number =>
  at === 'pinged' ? Math.min(MAX_PONG_MS, Math.max(PONG_MS, ROUND_TRIPS * rttMs)) : WAIT_MS[at];

/** What follows when the time for an answer is over. */
export function overdue(probe: Probe, lastHeardAt: number): 'nothing' | 'calm' | 'listen' | 'ping' | 'move' | 'lose' {
  if (probe.at === 'calm' || probe.at === 'stalled') return 'nothing';
  // what came while an answer was awaited may have been pushes, after which a silence means as much as after any other
  if (lastHeardAt > probe.since) return probe.at === 'pushed' || probe.at === 'asked' ? 'listen' : 'calm';
  return probe.at === 'pinged' ? 'move' : probe.at === 'woken' ? 'lose' : 'ping';
}
