// F-17: the sign-ins of live sessions are asked after now and then, should the notice of a revocation never have been sent or have
// been lost: each within RECHECK_MS, all at once after the bus was down. Bounds: one question of ≤ 1,000 sign-ins under way, ≤ 2 s;
// what cannot be asked is asked in the next round, and nobody is sent away for it.
import type { Bus } from '@godwit/shared/bus/bus';
import type { Id } from '@godwit/shared/ids/id';
import { type LogicRequest, MAX_ASKED_SESSIONS } from '@godwit/shared/protocol/logic-request';
import { z } from 'zod';
import type { Registry } from './registry.js';
import type { Session } from './session.js';

const ASK_MS = 2_000;

const answer = z.object({ ok: z.literal(true), value: z.object({ ended: z.array(z.string()) }) });

export interface RecheckOptions {
  readonly bus: Pick<Bus, 'request'>;
  readonly registry: Pick<Registry, 'sessions'>;
  /** Where to ask. */
  readonly subject: () => string;
}

export class Recheck {
  readonly #options: RecheckOptions;
  #running: Promise<void> | undefined;

  constructor(options: RecheckOptions) {
    this.#options = options;
  }

  /** Asks after all live sessions. A call while a round is under way joins it. */
  run(): Promise<void> {
    this.#running ??= this.#round().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #round(): Promise<void> {
    const live = [...this.#options.registry.sessions()].filter(({ at }) => at === 'live');
    for (let i = 0; i < live.length; i += MAX_ASKED_SESSIONS) await this.#ask(live.slice(i, i + MAX_ASKED_SESSIONS));
  }

  async #ask(sessions: readonly Session[]): Promise<void> {
    const ended = new Set(await this.#ended(sessions.map(loginSessionOf)));
    for (const session of sessions) if (ended.has(loginSessionOf(session))) session.end('SESSION_REVOKED', 'SESSION_REVOKED');
  }

  async #ended(sessionIds: readonly Id[]): Promise<readonly Id[]> {
    const { bus, subject } = this.#options;
    const request: LogicRequest = { id: 'recheck', method: 'endedSessions', sessionIds: [...sessionIds] };
    try {
      const bytes = await bus.request(subject(), new TextEncoder().encode(JSON.stringify(request)), ASK_MS);
      return answer.parse(JSON.parse(new TextDecoder().decode(bytes))).value.ended;
    } catch {
      return []; // NATS, logic or PostgreSQL is down, or late
    }
  }
}

const loginSessionOf = ({ identity }: Session): Id => identity!.loginSessionId;
