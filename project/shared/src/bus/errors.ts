/** No answer in time: the request may or may not have been handled. */
export class BusTimeout extends Error {
  override readonly name = 'BusTimeout';
  constructor(subject: string, timeoutMs: number) {
    super(`no answer on ${subject} within ${String(timeoutMs)} ms`);
  }
}

/** Nobody handled it, and it was said at once: NATS is down, nobody subscribes, or the outbound buffer is full. */
export class BusUnavailable extends Error {
  override readonly name = 'BusUnavailable';
  constructor(subject: string, why: string) {
    super(`${subject} cannot be reached: ${why}`);
  }
}
