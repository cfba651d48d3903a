import type { GapItem, TimelineItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import type { Stores } from './app-services.js';
import type { ChatClient } from './chat-client.js';
import { patchTimeline, type Place } from './timeline-store.js';

/** missing: there is no such entry for this user. failed: it is not on this device, and there is no link. */
export type Went = 'shown' | 'missing' | 'failed';

export interface ReadingActions {
  /** Makes this the open timeline; what is cached shows first. It begins at `seq`, else at the first unread message, else at the end. */
  open(conversationId: Id, seq?: number): Promise<Went>;
  close(): void;
  loadOlder(conversationId: Id): Promise<void>;
  /** side: where the reader comes from. */
  loadGap(gap: GapItem, side: 'newer' | 'older'): Promise<void>;
  /** Takes the reader to an entry, to the first one of a day, to what was unread, or to the end. */
  goTo(conversationId: Id, seq: number): Promise<Went>;
  /** since: ms since 1970. When everything is older, to the end: 'missing'. */
  goToDate(conversationId: Id, since: number): Promise<Went>;
  goToUnread(conversationId: Id): Promise<Went>;
  goToEnd(conversationId: Id): Promise<void>;
  /** The reader is there, Infinity = at the end: what lies far from it leaves memory. */
  lookAt(conversationId: Id, seq: number): void;
}

/** Timelines of this many conversations stay in memory, so that going back to one is instant. */
const MAX_OPEN = 3;
/** Of those that are not on the screen. */
const KEPT_ROWS = 80;

/** Another one each time: the timeline moves for a place that it has not had. */
const end = (): Place => ({ at: 'end' });

const has = (items: readonly TimelineItem[], seq: number): boolean => items.some((item) => item.at === 'entry' && item.seq === seq);

export function createReadingActions({ client, stores }: { client: ChatClient; stores: Stores }): ReadingActions {
  let recent: readonly Id[] = [];

  /** Leaves the ones not looked at for longest. */
  const remember = (conversationId: Id): void => {
    const [kept, left] = [[conversationId, ...recent.filter((id) => id !== conversationId)].slice(0, MAX_OPEN), recent];
    for (const id of left) if (!kept.includes(id)) client.leave(id);
    recent = kept;
  };

  const patch = (id: Id, change: Parameters<typeof patchTimeline>[2]): void => patchTimeline(stores.timeline, id, change);

  /** Brings it into memory; what is to be shown of it is for the caller. */
  const load = (conversationId: Id, seq: number): Promise<Went> =>
    client.goTo(conversationId, seq).then(
      (found) => (found ? 'shown' : 'missing'),
      () => 'failed',
    );

  const go = async (conversationId: Id, seq: number, place: Place): Promise<Went> => {
    const went = await load(conversationId, seq);
    if (went === 'shown') patch(conversationId, { items: client.entries(conversationId), place });
    return went;
  };

  const goToEnd = async (conversationId: Id): Promise<void> => {
    await client.goToEnd(conversationId).catch(() => undefined);
    patch(conversationId, { items: client.entries(conversationId), place: end() });
  };

  return {
    async open(conversationId, seq) {
      const conversation = client.conversation(conversationId);
      const items = client.entries(conversationId);
      const dividerSeq = conversation !== undefined && conversation.unread > 0 ? conversation.readSeq : null;
      const first = seq ?? (dividerSeq === null ? undefined : dividerSeq + 1);
      const place: Place = seq !== undefined ? { at: 'entry', seq } : dividerSeq === null ? end() : { at: 'unread' };
      const opening = items.length === 0 || (first !== undefined && !has(items, first));
      remember(conversationId);
      stores.timeline.setState({
        timeline: {
          conversationId,
          opening,
          items,
          older: 'idle',
          gaps: {},
          place,
          dividerSeq,
          unreadCount: conversation?.unread ?? 0,
        },
      });
      await client.open(conversationId).catch(() => undefined);
      client.keepAround(conversationId, first ?? Infinity);
      const went = first === undefined ? 'shown' : await load(conversationId, first);
      const shown = { opening: false, items: client.entries(conversationId) };
      patch(conversationId, opening && seq !== undefined && went !== 'shown' ? { ...shown, place: end() } : shown);
      return seq === undefined ? 'shown' : went;
    },
    close() {
      const { timeline } = stores.timeline.getState();
      if (timeline !== null) client.keepAround(timeline.conversationId, Infinity, KEPT_ROWS);
      stores.timeline.setState({ timeline: null });
      stores.actions.setState({ selection: null, dialog: null });
    },
    async loadOlder(conversationId) {
      const { timeline } = stores.timeline.getState();
      if (timeline?.conversationId !== conversationId || timeline.older === 'loading') return;
      patch(conversationId, { older: 'loading' });
      const older = await client.loadOlder(conversationId).then(
        () => 'idle' as const,
        () => 'failed' as const,
      );
      patch(conversationId, { older, items: client.entries(conversationId) });
    },
    async loadGap(gap, side) {
      const { conversationId, key } = gap;
      const gapsNow = () => stores.timeline.getState().timeline?.gaps ?? {};
      if (gapsNow()[key] === 'loading') return;
      patch(conversationId, { gaps: { ...gapsNow(), [key]: 'loading' } });
      const failed = await client.loadGap(gap, side).then(
        () => false,
        () => true,
      );
      const { [key]: _over, ...others } = gapsNow();
      patch(conversationId, { gaps: failed ? { ...others, [key]: 'failed' } : others, items: client.entries(conversationId) });
    },
    goTo: (conversationId, seq) => go(conversationId, seq, { at: 'entry', seq }),
    async goToDate(conversationId, since) {
      const seq = await client.goToDate(conversationId, since).catch(() => null);
      if (seq === null) return 'failed';
      if (seq !== undefined) return go(conversationId, seq, { at: 'entry', seq });
      await goToEnd(conversationId);
      return 'missing';
    },
    async goToUnread(conversationId) {
      const dividerSeq = stores.timeline.getState().timeline?.dividerSeq ?? null;
      return dividerSeq === null ? 'missing' : go(conversationId, dividerSeq + 1, { at: 'unread' });
    },
    goToEnd,
    lookAt: (conversationId, seq) => client.keepAround(conversationId, seq),
  };
}
