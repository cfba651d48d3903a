import { type Clock, systemClock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import { CLOSE_CODES } from '@godwit/shared/protocol/close-codes';
import { NO_BODY } from '@godwit/shared/protocol/changed-body';
import { ERRORS } from '@godwit/shared/protocol/errors';
import { encodeMessageBody, type MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import type { Tokens } from '@godwit/shared/rest/auth';
import { avatarFile } from '@godwit/shared/rest/avatar-file';
import { MAX_DRAFT_CHARACTERS, MAX_PINNED } from '@godwit/shared/rest/limits';
import { ApiError, refused } from './api/api-error.js';
import { type Favourite, favouritePages } from './api/favourite-pages.js';
import { callApi } from './api/http.js';
import { Rest } from './api/rest.js';
import type { Credentials, RestApi } from './api/rest-api.js';
import { TokenKeeper } from './api/tokens.js';
import type { GodwitClientOptions } from './client-options.js';
import { Core } from './core/core.js';
import type { PatchOutcome } from './core/event.js';
import { Emitter } from './emitter.js';
import type { ClientEvents, ClientStatus, EventName } from './events.js';
import { FileLinks } from './files/file-links.js';
import { uploadFile, type UploadOptions } from './files/upload.js';
import { forward, type ForwardOptions, sendToAll } from './forward/forward.js';
import { HopLog, type MessageHops } from './hops/hop-log.js';
import { Pages } from './inbox/pages.js';
import { isHidden, type Unsent } from './inbox/settings.js';
import { createDial } from './link/dial.js';
import type { LinkState } from './link/state.js';
import { platformDeflate } from './link/deflate.js';
import { platformInflate } from './link/inflate.js';
import { onWake } from './link/wake.js';
import { clientMsgIds } from './outbox/client-msg-id.js';
import { type EnqueueAllOptions, type EnqueueOptions, type Outgoing, type SendOptions, type Sent, Sends } from './outbox/sends.js';
import { publicStatus, sameStatus } from './status.js';
import { FallbackStore } from './store/fallback.js';
import { MemoryStore } from './store/memory.js';
import { BadgeCounts, type Badges } from './people/badges.js';
import { People, type PeopleLists } from './people/people.js';
import { TransportChoice } from './transport/choice.js';
import type { Conversation } from './view/conversation.js';
import { decodeBody, entryItem } from './view/decode.js';
import type { EntryItem, GapItem, TimelineItem } from './view/timeline.js';
import { totalUnread } from './view/unread.js';
import type { ViewNews } from './view/view.js';
import { KEPT_ROWS, type Place } from './view/window.js';
import type { FriendEvent, GroupOperation } from './wire.js';

/** What to send: { text } is enough; kind defaults to text. */
export type Content = Partial<MessageBody>;

export interface HistoryOptions {
  /** Entries with a smaller seq, newest page first. Default: from the newest entry. */
  readonly before?: number;
  /** Per page, ≤ 200. Default 50. */
  readonly limit?: number;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** As a refusal and as a close. */
const REVOKED: ReadonlySet<number> = new Set([ERRORS.SESSION_REVOKED.code, CLOSE_CODES.SESSION_REVOKED]);
const CLOSED = { code: 0, error: 'CLOSED', message: 'the client was stopped' };

/** The SDK that the browser client, bots and tests share. Runs in browsers, Deno and Node. */
export class GodwitClient {
  readonly api: RestApi;
  readonly #clock: Clock;
  readonly #origin: string;
  readonly #store: FallbackStore;
  readonly #core: Core;
  readonly #tokens: TokenKeeper;
  readonly #choice: TransportChoice;
  readonly #pages: Pages;
  readonly #links: FileLinks;
  readonly #people: People;
  readonly #badges: BadgeCounts;
  readonly #hops: HopLog;
  readonly #events = new Emitter<ClientEvents>();
  readonly #sends: Sends;
  readonly #connects = new Set<Waiter>();
  readonly #unwatch: () => void;
  #status: ClientStatus;
  #lastSyncAt = 0;
  /** ms of the monotonic clock: what the server says later is pushed. undefined: a sync has made up for what came before. */
  #missedUntil: number | undefined;
  #started: Promise<Tokens | null> | undefined;

  constructor(options: GodwitClientOptions) {
    const clock = options.clock ?? systemClock;
    const random = options.random ?? Math.random;
    const { api: origin, deviceId, platform, deviceName = '' } = options;
    this.#clock = clock;
    this.#origin = origin;
    this.#store = new FallbackStore(options.store ?? new MemoryStore(), () => this.#round());
    this.#tokens = new TokenKeeper({
      clock,
      refresh: (refreshToken) => callApi(origin, { method: 'POST', path: '/auth/refresh', body: { refreshToken } }),
      persist: (tokens) => this.#keepTokens(tokens),
      ended: ({ code }) => this.#sessionEnded(code),
    });
    this.api = new Rest({ origin, deviceId, platform, deviceName, tokens: this.#tokens, signedIn: (tokens) => this.useTokens(tokens) });
    this.#choice = new TransportChoice({ mode: options.transport ?? 'auto', clock, store: this.#store });
    const dial = createDial({
      clock,
      random,
      deviceId,
      platform,
      clientVersion: options.clientVersion ?? '',
      accessToken: () => this.#tokens.accessToken(),
      refresh: (refused) => this.#tokens.refresh(refused),
      addresses: async () => (await this.api.access()).nodes,
      open: (attempt, silent) => this.#choice.open(attempt, silent),
      inflate: platformInflate(),
      deflate: platformDeflate(),
    });
    this.#hops = new HopLog(() => clock.now());
    this.#core = new Core(
      { clock, random, dial, store: this.#store, decode: decodeBody, patch: (id, patch) => this.#patch(id, patch), hops: this.#hops },
      {
        news: (news) => this.#news(news),
        notification: (notification) => this.#events.emit('notification', notification),
        favourites: () => this.#events.emit('favourites'),
        profile: () => this.#events.emit('profile'),
        renamed: () => this.#people.mayHaveChanged(),
        friends: (event) => this.#friends(event),
        typing: (change) => this.#events.emit('typing', change),
        presence: (users) => this.#events.emit('presence', users),
        operation: (event) => this.#operation(event),
        settled: (id, outcome) => this.#sends.settled(id, outcome),
        synced: (routine) => this.#synced(routine),
        round: () => this.#round(),
      },
    );
    const { api } = this;
    const me = (): Id => this.userId;
    this.#people = new People({
      api,
      clock,
      me,
      keep: (kept) => {
        this.#core.dispatch({ type: 'people', kept });
        return this.#core.done();
      },
      changed: (lists) => this.#events.emit('people', lists),
    });
    this.#badges = new BadgeCounts({ api, clock, me, changed: (badges) => this.#events.emit('badges', badges) });
    this.#sends = new Sends({ clock, core: this.#core, hops: this.#hops, nextId: clientMsgIds(random), started: () => this.start() });
    this.#pages = new Pages(this.#core, this.#store);
    this.#links = new FileLinks(clock, (fileId) => this.api.files.link(fileId));
    this.#status = this.#currentStatus();
    const unwatched = (): void => undefined;
    this.#unwatch =
      options.page === false
        ? unwatched
        : onWake(
            () => this.wake(),
            (visible) => this.look(visible),
          );
  }

  /** '0' before a sign-in. */
  get userId(): Id {
    return this.#core.machines.me;
  }

  get status(): ClientStatus {
    return this.#status;
  }

  /** Reads the store: conversations(), open() and entries() then work without a network. connect(), login() and send() do it too. Resolves with the tokens as they are now, if any. */
  async start(): Promise<Tokens | null> {
    this.#started ??= this.#load();
    await this.#started;
    return this.#tokens.tokens;
  }

  login(credentials: Credentials): Promise<Tokens> {
    return this.api.login(credentials);
  }

  /** Tokens from elsewhere; data of another user on this device is removed. */
  async useTokens(tokens: Tokens): Promise<void> {
    await this.start();
    const { userId } = tokens;
    const other = this.userId !== '0' && this.userId !== userId;
    if (other) this.#core.dispatch({ type: 'link', event: { type: 'stop', reason: 'closed' } });
    if (other) this.#links.clear();
    if (other) this.#hops.clear();
    this.#core.dispatch({ type: 'user', userId, wipe: other });
    await this.#core.done();
    if (other) this.#sends.giveUp(new ApiError(CLOSED));
    await this.#tokens.set(tokens);
  }

  /** Stops, ends the session on the server, forgets tokens; wipe (default) also removes what is cached of this user. */
  async logout({ wipe = true }: { wipe?: boolean } = {}): Promise<void> {
    await this.start();
    this.#core.dispatch({ type: 'link', event: { type: 'stop', reason: 'closed' } });
    await this.api.logout();
    if (wipe) this.#core.dispatch({ type: 'user', userId: '0', wipe });
    await this.#core.done();
    if (wipe) this.#hops.clear();
    if (wipe) this.#links.clear();
    if (wipe) this.#sends.giveUp(new ApiError(CLOSED));
  }

  /**
   * Forgets what is cached of this user, what is unsent too, and reads it anew; stays signed in, opened timelines stay open and bounded. Resolves when the
   * first sync is in, so not without a network; rejects as connect().
   */
  async clearCache(): Promise<void> {
    await this.start();
    const { userId } = this;
    const { view } = this.#core;
    const open = view.openIds().map((id) => ({ id, places: view.places(id) }));
    this.#core.dispatch({ type: 'link', event: { type: 'stop', reason: 'closed' } });
    this.#core.dispatch({ type: 'user', userId, wipe: true });
    await this.#core.done();
    this.#sends.giveUp(new ApiError(CLOSED));
    this.#links.clear();
    await this.connect();
    await Promise.all(
      open.map(async ({ id, places }) => {
        await this.open(id);
        if (places !== undefined) this.keepAll(id, places);
      }),
    );
  }

  /**
   * Deletes the account for good and wipes what is cached of it: profile, friends, favourites and notes to oneself are gone, groups left, all devices
   * signed out; what was said to others stays with them. Rejects with ApiError, and changes nothing then: WRONG_CREDENTIALS, or
   * OWNER_CANNOT_LEAVE while a group with other members is owned.
   */
  async deleteAccount(password: string): Promise<void> {
    await this.start();
    await this.api.deleteAccount(password);
    await this.logout();
  }

  /** Links and resolves when online and the first sync is in; keeps trying for ever. Rejects with ApiError when the session has ended or the client was stopped. */
  async connect(): Promise<void> {
    await this.start();
    const { link, catchUp } = this.#core.machines;
    if (link.at === 'online' && catchUp.synced) return;
    const synced = new Promise<void>((resolve, reject) => {
      this.#connects.add({ resolve, reject });
    });
    this.#core.dispatch({ type: 'link', event: { type: 'start' } });
    await synced;
  }

  /** Retry now: ends a wait, probes a silent link. */
  wake(): void {
    this.#core.dispatch({ type: 'link', event: { type: 'wake' } });
  }

  /** Whether somebody sees what is opened. Pages say it by themselves. */
  look(visible: boolean): void {
    this.#core.dispatch({ type: 'visible', visible });
  }

  /** Ends the link; what is unsent stays in the store. The client cannot be used afterwards. */
  async close(): Promise<void> {
    await this.#started;
    this.#unwatch();
    this.#core.dispatch({ type: 'link', event: { type: 'stop', reason: 'closed' } });
    await this.#core.done();
    this.#core.stop();
    this.#choice.close();
    this.#people.stop();
    this.#badges.stop();
    this.#sends.giveUp(new ApiError(CLOSED));
    this.#store.close();
  }

  /** What was put to the top first, then newest activity; without closed ones, with archived ones. The same array until something changes. */
  conversations(): readonly Conversation[] {
    return this.#core.view.conversations();
  }

  /** Over all conversations of the list, as far as they are not muted. */
  unread(): number {
    return totalUnread(this.conversations(), this.#clock.now());
  }

  conversation(conversationId: Id): Conversation | undefined {
    return this.#core.view.conversation(conversationId);
  }

  /** With a friend, or with oneself (type `self`): notes that one's own devices share. One that was taken out of the list is in it again. */
  async openDirect(userId: Id): Promise<{ id: Id }> {
    const { conversationId } = await this.api.openDirect(userId);
    await this.start();
    const closed = (this.#core.machines.inbox.record(conversationId)?.closedSeq ?? 0) > 0;
    if (closed) await this.#change(conversationId, { closedSeq: 0 });
    return { id: conversationId };
  }

  /** Friends, requests and blocks as this device has them, after start(). The same object until a 'people' event. */
  people(): PeopleLists {
    return this.#people.lists;
  }

  /**
   * Brings people() up to date, and keeps it so from now on: with every friend event, and every sync but the one a minute that nothing
   * gave a reason for, this client asks for what has changed since what it has, which is kept with the rest of its data. A client that does
   * not call this asks for nothing. Rejects with ApiError; it then goes on with the next event.
   */
  async followPeople(): Promise<PeopleLists> {
    await this.start();
    return this.#people.follow();
  }

  /** What waits for this user's decision; 0 before followBadges(). */
  badges(): Badges {
    return this.#badges.current;
  }

  /** Counts, and counts again from now on, with every event that may change it, without loading a list. Rejects with ApiError, as followPeople(). */
  async followBadges(): Promise<Badges> {
    await this.start();
    return this.#badges.follow();
  }

  /** Loads the newest entries of a conversation, cached ones first, and keeps its timeline in memory until leave(). */
  async open(conversationId: Id): Promise<void> {
    await this.start();
    this.#core.dispatch({ type: 'open', conversationId });
    await this.#core.done();
    await this.#pages.showNewest(conversationId).catch(ignoreMissingLink);
  }

  leave(conversationId: Id): void {
    this.#core.dispatch({ type: 'leave', conversationId });
  }

  /** What is loaded of an opened conversation. The same array until a 'timeline' event. */
  entries(conversationId: Id): readonly TimelineItem[] {
    return this.#core.view.timeline(conversationId);
  }

  /** Prepends a page. Resolves with false when there is nothing older. Rejects with ApiError without a link. */
  loadOlder(conversationId: Id): Promise<boolean> {
    return this.#pages.showOlder(conversationId);
  }

  /** Loads a page at one end of a gap of the timeline. Rejects as loadOlder(). */
  async loadGap({ conversationId, fromSeq, toSeq }: GapItem, end: 'newer' | 'older' = 'newer'): Promise<void> {
    if (end === 'newer') await this.#pages.showBefore(conversationId, toSeq + 1);
    else await this.#pages.showAfter(conversationId, fromSeq - 1);
  }

  /**
   * Loads what lies around an entry into the timeline, opened if it is not: gaps show what is missing between it and what is there. The
   * first unread: readSeq + 1. Resolves with false when there is no such entry for this user; rejects as loadOlder().
   */
  async goTo(conversationId: Id, seq: number): Promise<boolean> {
    if (!this.#core.view.isOpen(conversationId)) await this.open(conversationId);
    this.#core.dispatch({ type: 'goTo', conversationId, seq });
    const isShown = (): boolean => this.entries(conversationId).some((item) => item.at === 'entry' && item.seq === seq);
    return isShown() || ((await this.#pages.showAround(conversationId, seq)) && isShown());
  }

  /** Back to the newest entries, which keepAround() may have taken out of memory. Resolves without a link too, with what is cached. */
  async goToEnd(conversationId: Id): Promise<void> {
    this.#core.dispatch({ type: 'goTo', conversationId, seq: Infinity });
    await this.open(conversationId);
  }

  /**
   * Bounds what is in memory of an opened conversation: from now on at most so many rows around `seq` (Infinity: at its end), where the reader is.
   * What lies beyond is older, or a gap, as if it had not been loaded; it stays in the store. Without this call an opened timeline has no bound.
   */
  keepAround(conversationId: Id, seq: number, rows: number | undefined = KEPT_ROWS): void {
    this.keepAll(conversationId, [{ seq, rows }]);
  }

  /** keepAround() for several readers of one timeline: what lies around the place of any of them stays. One who goes elsewhere is to be told of anew. */
  keepAll(conversationId: Id, places: readonly Place[]): void {
    this.#core.dispatch({ type: 'around', conversationId, places });
  }

  /** goTo() the first entry that is not older than `time`, ms since 1970. Resolves with its seq; undefined: everything is older. Rejects without a link. */
  async goToDate(conversationId: Id, time: number): Promise<number | undefined> {
    await this.start();
    const seq = await this.#pages.seqSince(conversationId, time);
    return seq !== undefined && (await this.goTo(conversationId, seq)) ? seq : undefined;
  }

  /** Pages of entries, each ascending, going back in time; cached ones are not asked for again. */
  async *history(conversationId: Id, { before, limit }: HistoryOptions = {}): AsyncGenerator<readonly EntryItem[]> {
    await this.start();
    let seq = before ?? (this.#core.machines.inbox.record(conversationId)?.cursor ?? 0) + 1;
    for (;;) {
      const page = await this.#pages.before(conversationId, seq, limit);
      if (!page) return;
      yield page.entries.map((entry) => entryItem(conversationId, entry, this.userId, decodeBody));
      seq = page.from;
    }
  }

  /** Entries by their seqs, ascending, without opening anything; left out is what this user does not see. Rejects when one is not cached and there is no link. */
  async entriesAt(conversationId: Id, seqs: readonly number[]): Promise<readonly EntryItem[]> {
    await this.start();
    const record = this.#core.machines.inbox.record(conversationId);
    if (!record) return [];
    const entries = await this.#pages.at(
      conversationId,
      [...new Set(seqs)].sort((a, b) => a - b),
    );
    return entries.flatMap((entry) =>
      entry && !isHidden(record, entry.seq) ? [entryItem(conversationId, entry, this.userId, decodeBody)] : [],
    );
  }

  /** Resolves when committed by the server, however long that takes; rejects with ApiError when refused for good or closed. */
  send(conversationId: Id, content: Content): Promise<Sent> {
    return this.#sends.send(conversationId, message(content));
  }

  /** Resolves with its client id when it is in the durable outbox and shown; its fate shows in entries(). For user interfaces. */
  enqueue(conversationId: Id, content: Content, options: EnqueueOptions = {}): Promise<Id> {
    return this.#sends.enqueue(conversationId, message(content), options);
  }

  /**
   * The same messages into each of these conversations, whose drafts stay: as a card and a note behind it. Resolves when all are in the
   * durable outbox. Rejects with ApiError and sends nothing: CONVERSATION_NOT_FOUND or NOT_A_MEMBER for a conversation that conversation()
   * does not have, or that was left; LIMIT_REACHED over 100 messages or 20 conversations; MSG_TOO_LARGE.
   */
  async enqueueAll(to: readonly Id[], contents: readonly Content[], { clientMsgIds }: EnqueueAllOptions = {}): Promise<void> {
    await this.start();
    await sendToAll({ core: this.#core, sends: this.#sends }, to, contents.map(message), clientMsgIds);
  }

  /**
   * Says messages of one conversation in others: each as it is (marked `forwarded`, without its quote and mentions), or all as one record
   * with `merged`, then the note. Resolves when everything is in the durable outbox of every target. Rejects with ApiError and sends nothing:
   * ENTRY_NOT_FOUND for what is recalled, hidden or no message; CONVERSATION_NOT_FOUND or NOT_A_MEMBER for a target that conversation() does
   * not have, or that was left; LIMIT_REACHED over 100 messages or 20 targets; MSG_TOO_LARGE for a record; NETWORK for what is not on this device.
   */
  async forward(from: Id, seqs: readonly number[], options: ForwardOptions): Promise<void> {
    await this.start();
    await forward({ api: this.api, core: this.#core, pages: this.#pages, sends: this.#sends }, from, seqs, options);
  }

  /**
   * Uploads a file; what it resolves with goes into `attachments` of a message. Nothing else waits for it: messages are sent meanwhile,
   * and the one with the file is put into the outbox when the file is there (F-25).
   */
  upload(file: Blob, options: UploadOptions = {}): Promise<Attachment> {
    return uploadFile({ api: this.api.files, clock: this.#clock, addressOf: (url) => this.#addressOf(url) }, file, options);
  }

  /** An address of a file of a message, or of an avatar, for this user; good for a few minutes. Rejects with FILE_NOT_FOUND when he may not have it. */
  async fileUrl(fileId: Id): Promise<string> {
    return this.#addressOf(await this.#links.url(fileId));
  }

  /** Of an avatar as profiles, members and conversations give it: a URL as it is, a file by its address, '' without one. */
  async avatarUrl(avatar: string): Promise<string> {
    const fileId = avatarFile(avatar);
    return fileId === undefined ? avatar : this.fileUrl(fileId);
  }

  /** Takes a message back, for everybody. Like the actions below: kept until the server has it, then resolves as send(); rejects when refused for good. */
  recall(conversationId: Id, seq: number, options?: SendOptions): Promise<Sent> {
    return this.#sends.send(conversationId, { kind: 'recall', targetSeq: seq, body: NO_BODY }, options);
  }

  /** What the message says instead. It keeps what it quotes. */
  edit(conversationId: Id, seq: number, content: Content, options?: SendOptions): Promise<Sent> {
    return this.#sends.send(
      conversationId,
      { kind: 'edit', targetSeq: seq, body: encodeMessageBody({ ...content, replyTo: null }) },
      options,
    );
  }

  react(conversationId: Id, seq: number, emoji: string, options?: SendOptions): Promise<Sent> {
    return this.#sends.send(conversationId, { kind: 'reaction', targetSeq: seq, body: encodeMessageBody({ text: emoji }) }, options);
  }

  unreact(conversationId: Id, seq: number, emoji: string, options?: SendOptions): Promise<Sent> {
    return this.#sends.send(conversationId, { kind: 'unreact', targetSeq: seq, body: encodeMessageBody({ text: emoji }) }, options);
  }

  pin(conversationId: Id, seq: number, options?: SendOptions): Promise<Sent> {
    return this.#sends.send(conversationId, { kind: 'pin', targetSeq: seq, body: NO_BODY }, options);
  }

  unpin(conversationId: Id, seq: number, options?: SendOptions): Promise<Sent> {
    return this.#sends.send(conversationId, { kind: 'unpin', targetSeq: seq, body: NO_BODY }, options);
  }

  /**
   * Keeps a message in the list of favourites, on all own devices; needs a network. Rejects with ApiError: ENTRY_NOT_FOUND (also what is
   * recalled or hidden), LIMIT_REACHED at 10,000. Repeating it changes nothing; so it is with unstar().
   */
  star(conversationId: Id, seq: number): Promise<void> {
    return this.api.favourites.star(conversationId, seq);
  }

  unstar(conversationId: Id, seq: number): Promise<void> {
    return this.api.favourites.unstar(conversationId, seq);
  }

  /** Pages of starred messages as they are now, the newest star first; readable also after leaving their conversation. limit: ≤ 200, default 50. */
  favourites({ limit }: { limit?: number } = {}): AsyncGenerator<readonly Favourite[]> {
    return favouritePages(this.api.favourites, this.userId, limit);
  }

  /** Where the time of a message went; undefined: it was neither sent from here nor pushed during this run, or 500 messages ago. */
  hops(conversationId: Id, seq: number): Promise<MessageHops | undefined> {
    return Promise.resolve(this.#hops.of(conversationId, seq));
  }

  /** Sends a failed entry again, after those that wait. */
  retry(id: Id): Promise<void> {
    this.#core.dispatch({ type: 'retry', clientMsgId: id });
    return this.#core.done();
  }

  /** Forgets a failed entry. */
  discard(id: Id): Promise<void> {
    this.#core.dispatch({ type: 'discard', clientMsgId: id });
    return this.#core.done();
  }

  /** Moves the read mark up, never down; works offline. */
  async markRead(conversationId: Id, seq: number): Promise<void> {
    await this.start();
    const [entry] = await this.#store.entries(conversationId, seq, seq, 1);
    this.#core.dispatch({ type: 'markRead', conversationId, seq, countableNo: entry?.countableNo });
    if (this.conversation(conversationId)?.markedUnread) await this.#change(conversationId, { markedUnread: false });
    await this.#core.done();
  }

  /** The user types (true) or has emptied the field (false). Call it on every key: others are told at most every 3 s. */
  setTyping(conversationId: Id, typing: boolean): void {
    this.#core.dispatch({ type: 'typing', conversationId, typing });
  }

  /** Whose presence is shown now, ≤ 200 friends, in place of those before; 'presence' tells how they are and how that changes. */
  watchPresence(userIds: readonly Id[]): void {
    this.#core.dispatch({ type: 'watch', userIds });
  }

  /** Until the next markRead(). Works offline, as all that follow: shown at once here, then on the user's other devices. */
  markUnread(conversationId: Id): Promise<void> {
    return this.#change(conversationId, { markedUnread: true });
  }

  /** To the top of the list, ≤ 20; rejects with LIMIT_REACHED. */
  async setPinned(conversationId: Id, pinned: boolean): Promise<void> {
    await this.start();
    const others = this.conversations().filter((c) => c.pinnedAt > 0 && c.id !== conversationId);
    if (pinned && others.length >= MAX_PINNED) throw refused('LIMIT_REACHED');
    await this.#change(conversationId, { pinned });
  }

  /** level: 0 all, 1 mentions only, 2 none. until: ms since 1970; default: for ever. */
  mute(conversationId: Id, level: 0 | 1 | 2, until = 0): Promise<void> {
    return this.#change(conversationId, { mute: { level, until } });
  }

  archive(conversationId: Id, archived = true): Promise<void> {
    return this.#change(conversationId, { archived });
  }

  /** Out of the list until its next entry. lastSeq: the last one there was; default: the last one that is known here. */
  async closeConversation(conversationId: Id, lastSeq?: number): Promise<void> {
    await this.start();
    await this.#change(conversationId, { closedSeq: lastSeq ?? this.conversation(conversationId)?.lastSeq ?? 0 });
  }

  /** Deletes entries for this user alone, for good: on all devices, in his favourites, and what the server tells from now on. They count as read. */
  async hide(conversationId: Id, fromSeq: number, toSeq = fromSeq): Promise<void> {
    await this.markRead(conversationId, toSeq);
    await this.#change(conversationId, { hide: [{ fromSeq, toSeq }] });
  }

  /** Hides everything that is there now. lastSeq: as closeConversation(). */
  async clear(conversationId: Id, lastSeq?: number): Promise<void> {
    await this.start();
    const last = lastSeq ?? this.conversation(conversationId)?.lastSeq ?? 0;
    if (last > 0) await this.hide(conversationId, 1, last);
  }

  /** Kept here at once, told to the other devices when the user has stopped writing for 2 s; up to 4,000 characters. Sending empties it. */
  setDraft(conversationId: Id, text: string): Promise<void> {
    return this.#change(conversationId, { draft: text.replaceAll('\0', '').slice(0, MAX_DRAFT_CHARACTERS) });
  }

  /** Returns the function that ends the subscription. */
  on<E extends EventName>(event: E, listener: ClientEvents[E]): () => void {
    return this.#events.on(event, listener);
  }

  async #change(conversationId: Id, patch: Unsent): Promise<void> {
    await this.start();
    this.#core.dispatch({ type: 'settings', conversationId, patch });
    await this.#core.done();
  }

  #patch(conversationId: Id, patch: Unsent): Promise<PatchOutcome> {
    return this.api.changeSettings(conversationId, patch).then(
      (state) => ({ ok: true, state }),
      (error: unknown) =>
        error instanceof ApiError
          ? { ok: false, code: error.code, retryAfterMs: error.retryAfterMs }
          : { ok: false, code: 0, retryAfterMs: 0 },
    );
  }

  async #load(): Promise<Tokens | null> {
    const stored = await this.#store.load();
    const tokens = stored.meta.tokens ?? null;
    this.#tokens.adopt(tokens);
    this.#choice.adopt(stored.meta.transport);
    this.#people.adopt(stored.meta.people);
    this.#core.dispatch({ type: 'load', stored });
    await this.#core.done();
    return tokens;
  }

  async #keepTokens(tokens: Tokens | null): Promise<void> {
    await this.#store.commit([tokens ? { put: 'meta', key: 'tokens', value: tokens } : { drop: 'meta', key: 'tokens' }]);
    this.#events.emit('tokens', tokens);
  }

  /** Paths are of the web tier. */
  #addressOf(url: string): string {
    return url.startsWith('/') ? this.#origin + url : url;
  }

  #news({ entries, timelines, list }: ViewNews): void {
    for (const entry of entries) this.#events.emit('entry', entry);
    for (const id of timelines) this.#events.emit('timeline', id);
    if (list) this.#events.emit('conversations');
  }

  #synced(routine: boolean): void {
    this.#lastSyncAt = this.#clock.now();
    const news = this.#people.isNews(this.#core.machines.peopleVersion);
    if (news || !routine) {
      this.#people.mayHaveChanged(news ? undefined : this.#missedUntil);
      this.#badges.mayHaveChanged(this.#missedUntil);
    }
    this.#missedUntil = undefined;
    for (const { resolve } of this.#connects) resolve();
    this.#connects.clear();
  }

  #friends(event: FriendEvent): void {
    this.#people.mayHaveChanged();
    this.#badges.mayHaveChanged();
    this.#events.emit('friends', event);
  }

  #operation(event: GroupOperation): void {
    this.#badges.mayHaveChanged();
    this.#events.emit('operation', event);
  }

  #currentStatus(): ClientStatus {
    const { link, catchUp } = this.#core.machines;
    return publicStatus(link, catchUp, this.#store.kind, this.#lastSyncAt);
  }

  #round(): void {
    const status = this.#currentStatus();
    if (sameStatus(status, this.#status)) return;
    const before = this.#status.at;
    if (status.at === 'online' && before !== 'online') this.#missedUntil = this.#clock.monotonic();
    this.#status = status;
    this.#events.emit('status', status);
    const { link } = this.#core.machines;
    if (link.at === 'stopped' && before !== 'stopped') this.#stopped(link);
    if (link.at === 'online' && before !== 'online')
      this.#choice.online(link.peer.transport, async () => (await this.api.access()).nodes[0]);
  }

  #stopped(link: LinkState & { at: 'stopped' }): void {
    const error = new ApiError({
      code: link.code,
      error: link.reason === 'session-ended' ? 'SESSION_ENDED' : 'CLOSED',
      message: link.detail || link.reason,
    });
    for (const { reject } of this.#connects) reject(error);
    this.#connects.clear();
    // Else a refused refresh has said so.
    if (link.reason !== 'session-ended' || this.#tokens.tokens === null) return;
    this.#sessionEnded(link.code);
    guard(this.#tokens.set(null));
  }

  /** code: of a refusal or of a close. */
  #sessionEnded(code: number): void {
    this.#events.emit('session-ended', REVOKED.has(code) ? 'revoked' : 'expired');
  }
}

const message = (content: Content): Outgoing => ({
  kind: 'message',
  targetSeq: content.replyTo?.seq ?? 0,
  body: encodeMessageBody(content),
});

/** Without a link an opened conversation shows what is cached. */
function ignoreMissingLink(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
}
