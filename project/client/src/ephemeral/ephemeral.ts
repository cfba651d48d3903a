import type { Id } from '@godwit/shared/ids/id';
import { type Effect, timer } from '../core/effect.js';
import type { DownOf } from '../wire.js';
import { forget, learn, newWatching, SAY_AGAIN_MS, subscription, watch } from './presence.js';
import { left, type Showing, shown, told } from './showing.js';
import { expire, hear, newTyping, nextExpiry, tell } from './typing.js';

/** What is true for a moment only: who types, who is online, what is on the screen. Nothing of it is stored, and what gets lost is not missed for long. */
export class Ephemeral {
  #typing = newTyping();
  #watching = newWatching();
  #showing: Showing;
  #visible = true;

  /** Nothing is left of a user but that his page is seen, or not. */
  forAnother(): Ephemeral {
    const next = new Ephemeral();
    next.#visible = this.#visible;
    return next;
  }

  /** The user typed (true) or emptied the field (false); told at most every 3 s. */
  tell(conversationId: Id, typing: boolean, now: number): Effect[] {
    const [next, say] = tell(this.#typing, conversationId, typing, now);
    this.#typing = next;
    return say ? [{ do: 'send', up: { kind: 'typing', conversationId, typing }, ref: 0, lane: 'datagram' }] : [];
  }

  watch(userIds: readonly Id[]): Effect[] {
    this.#watching = watch(this.#watching, userIds);
    return this.#subscribe();
  }

  show(change: 'open' | 'leave', conversationId: Id, maxShown: number): Effect[] {
    this.#showing = change === 'open' ? shown(this.#showing, conversationId) : left(this.#showing, conversationId);
    return this.#tellShowing(maxShown);
  }

  /** The page came before the user's eyes, or went from them. */
  look(visible: boolean, maxShown: number): Effect[] {
    if (visible === this.#visible) return [];
    this.#visible = visible;
    return this.#tellShowing(maxShown);
  }

  online(maxShown: number): Effect[] {
    return [...this.#tellShowing(maxShown), ...this.#resubscribe()];
  }

  offline(): Effect[] {
    this.#watching = forget(this.#watching);
    return [];
  }

  hear(message: DownOf<'typingNotice'> | DownOf<'presenceUpdate'>, now: number): Effect[] {
    return message.kind === 'typingNotice' ? this.#heardTyping(message, now) : this.#heardPresence(message);
  }

  timer(key: 'typing' | 'presence', now: number): Effect[] {
    if (key === 'presence') return this.#resubscribe();
    const [next, over] = expire(this.#typing, now);
    this.#typing = next;
    return [...over.map((change): Effect => ({ do: 'typing', change })), ...this.#expiry(now)];
  }

  #heardTyping({ conversationId, userId, typing }: DownOf<'typingNotice'>, now: number): Effect[] {
    const [next, change] = hear(this.#typing, { conversationId, userId, typing }, now);
    this.#typing = next;
    return [...(change ? [{ do: 'typing' as const, change }] : []), ...this.#expiry(now)];
  }

  #heardPresence({ users }: DownOf<'presenceUpdate'>): Effect[] {
    const [next, news] = learn(this.#watching, users);
    this.#watching = next;
    return news.length === 0 ? [] : [{ do: 'presence', users: news }];
  }

  #tellShowing(maxShown: number): Effect[] {
    const up = told(this.#showing, this.#visible, maxShown);
    return up ? [{ do: 'send', up, ref: 0, lane: 'live' }] : [];
  }

  #resubscribe(): Effect[] {
    return this.#watching.watched.size === 0 ? [] : this.#subscribe();
  }

  #subscribe(): Effect[] {
    return [{ do: 'send', up: subscription(this.#watching), ref: 0, lane: 'live' }, timer('presence', SAY_AGAIN_MS)];
  }

  #expiry(now: number): Effect[] {
    const afterMs = nextExpiry(this.#typing, now);
    return afterMs === undefined ? [] : [timer('typing', afterMs)];
  }
}
