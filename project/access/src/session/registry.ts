// F-4: handle → session and user → sessions of this node. Handles are never used again in one boot, so that a late envelope cannot
// reach a stranger.
import type { Id } from '@godwit/shared/ids/id';
import type { Session } from './session.js';

const NOBODY: ReadonlySet<Session> = new Set();

export class Registry {
  readonly #byHandle = new Map<number, Session>();
  readonly #byUser = new Map<Id, Set<Session>>();
  #lastHandle = 0;
  #known = 0;

  get size(): number {
    return this.#byHandle.size;
  }

  /** Sessions that have not said who they are. */
  get strangers(): number {
    return this.#byHandle.size - this.#known;
  }

  nextHandle(): number {
    return ++this.#lastHandle;
  }

  add(session: Session): void {
    this.#byHandle.set(session.handle, session);
  }

  get(handle: number): Session | undefined {
    return this.#byHandle.get(handle);
  }

  sessions(): IterableIterator<Session> {
    return this.#byHandle.values();
  }

  ofUser(userId: Id): ReadonlySet<Session> {
    return this.#byUser.get(userId) ?? NOBODY;
  }

  /** From now on the session speaks for the user; returns those of the same device, which it replaces. */
  claim(session: Session, userId: Id, deviceId: string): readonly Session[] {
    const sessions = this.#byUser.get(userId) ?? new Set();
    this.#byUser.set(userId, sessions);
    const replaced = [...sessions].filter((s) => s !== session && s.identity?.deviceId === deviceId);
    sessions.add(session);
    this.#known++;
    return replaced;
  }

  remove(session: Session, userId: Id | undefined): void {
    this.#byHandle.delete(session.handle);
    if (userId === undefined) return;
    const sessions = this.#byUser.get(userId);
    if (sessions?.delete(session) === true) this.#known--;
    if (sessions?.size === 0) this.#byUser.delete(userId);
  }
}
