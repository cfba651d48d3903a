/** A start that cannot go on for a reason the operator can remove; the message says what was found and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
