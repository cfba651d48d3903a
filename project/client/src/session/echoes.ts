// What was sent in this tab and is on its way to the host: shown at once, in the place where the host will show it.
import type { Id } from '@godwit/shared/ids/id';
import { encodeMessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Content } from '../client.js';
import { decodeBody } from '../view/decode.js';
import type { PendingItem, TimelineItem } from '../view/timeline.js';

interface Built {
  readonly list: readonly TimelineItem[];
  readonly echoes: readonly PendingItem[];
  readonly both: readonly TimelineItem[];
}

/** Bounded by the calls under way. */
export class Echoes {
  readonly #echoes = new Map<Id, readonly PendingItem[]>();
  readonly #built = new Map<Id, Built>();

  add(conversationId: Id, clientMsgId: Id, content: Content, createdAt: number): void {
    const echo: PendingItem = {
      at: 'pending',
      key: `c${clientMsgId}`,
      conversationId,
      clientMsgId,
      state: 'sending',
      kind: 'message',
      createdAt,
      targetSeq: content.replyTo?.seq ?? 0,
      body: decodeBody(encodeMessageBody(content)),
    };
    this.#echoes.set(conversationId, [...(this.#echoes.get(conversationId) ?? []), echo]);
  }

  /** The host has it, or has refused it. */
  drop(conversationId: Id, clientMsgId: Id): void {
    const left = this.#echoes.get(conversationId)?.filter((echo) => echo.clientMsgId !== clientMsgId) ?? [];
    if (left.length > 0) this.#echoes.set(conversationId, left);
    else this.#echoes.delete(conversationId);
    this.#built.delete(conversationId);
  }

  /** The list of the host, and what it does not have yet. The same array until one of them changes. */
  after(conversationId: Id, list: readonly TimelineItem[]): readonly TimelineItem[] {
    const echoes = this.#echoes.get(conversationId);
    if (echoes === undefined) return list;
    const built = this.#built.get(conversationId);
    if (built?.list === list && built.echoes === echoes) return built.both;
    const there = new Set(list.map(({ key }) => key));
    const both = [...list, ...echoes.filter(({ key }) => !there.has(key))];
    this.#built.set(conversationId, { list, echoes, both });
    return both;
  }
}
