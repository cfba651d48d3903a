import type { LogicAnswers, LogicMethod, LogicReply, LogicRequest } from '@godwit/shared/protocol/logic-request';
import type { ErrorName } from '@godwit/shared/protocol/errors';
import type { LogicWorld } from './logic-world.js';

const PATIENCE_MS = 10_000;

type Fields<M extends LogicMethod> = Omit<Extract<LogicRequest, { method: M }>, 'id' | 'method'>;

/** What im.logic.request answers. */
export async function askLogic<M extends LogicMethod>({ access }: LogicWorld, method: M, fields: Fields<M>): Promise<LogicReply<M>> {
  const bytes = new TextEncoder().encode(JSON.stringify({ id: 'test', method, ...fields }));
  return JSON.parse(new TextDecoder().decode(await access.bus.request('im.logic.request', bytes, PATIENCE_MS))) as LogicReply<M>;
}

/** The value of a success; throws for a refusal. */
export async function valueOf<M extends LogicMethod>(reply: Promise<LogicReply<M>>): Promise<LogicAnswers[M]> {
  const answer = await reply;
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.error} ${answer.refusal.detail ?? ''}`);
  return answer.value;
}

export async function refusalOf(reply: Promise<LogicReply>): Promise<ErrorName | 'ok'> {
  const answer = await reply;
  return answer.ok ? 'ok' : answer.refusal.error;
}

/** Refusals of a busy machine; requests that may be repeated are. */
const BUSY: ReadonlySet<string> = new Set(['UNAVAILABLE', 'OVERLOADED'] satisfies ErrorName[]);
const ATTEMPTS = 20;

/** What im.logic.request answers to anything, also to what is no request of it. Only for what may be repeated. */
export async function askAnything(world: LogicWorld, method: string, fields: object): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const answer = await askLogic(world, method as LogicMethod, fields as never);
    if (answer.ok || attempt === ATTEMPTS || !BUSY.has(answer.refusal.error)) return answer;
  }
}
