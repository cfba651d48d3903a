import { type Id, NO_ID } from '@godwit/shared/ids/id';
import type { Down } from '@godwit/shared/protocol/down';
import { unreachable } from '@godwit/shared/outcome';
import { UNTOUCHED } from '@godwit/shared/protocol/messages/entry';
import { type CatchUp, type CatchUpEffect, type CatchUpEvent, isWhole, newCatchUp, stepCatchUp } from '../inbox/catch-up.js';
import { asOf } from '../inbox/cached-entry.js';
import type { ConversationRecord } from '../inbox/conversation-record.js';
import { HOLE_WAIT_MS, type Pull } from '../inbox/gap.js';
import { Ephemeral } from '../ephemeral/ephemeral.js';
import { Inbox, type InboxEffect, type StateSource } from '../inbox/inbox.js';
import { type LookupEffect, type LookupEvent, stepLookup } from '../inbox/lookup.js';
import { DRAFT_IDLE_MS, type SettingsEvent, stepSettings, type Unsent } from '../inbox/settings.js';
import { type MarksEffect, type MarksEvent, stepMarks } from '../inbox/marks.js';
import { abandon, ask, type Ask, finish } from '../link/requests.js';
import { type LinkEffect, type LinkEvent, type LinkState, stepLink } from '../link/state.js';
import { type LaneEffect, type LaneEvent, settled } from '../outbox/lane.js';
import { Outbox } from '../outbox/outbox.js';
import { isFinal } from '../outbox/refusal.js';
import type { ConversationState, DownOf } from '../wire.js';
import type { Context, Limits } from './context.js';
import { COUNTED } from './counted.js';
import { cancel, type Effect, show, timer, write } from './effect.js';
import type { CoreEvent } from './event.js';
import { isQuestion } from './is-question.js';
import { nobody, type Surroundings } from './small.js';

type Signal = Effect | InboxEffect | LaneEffect;

/** All machines of one client, wired: an event in, effects out, nothing done. Deterministic in its surroundings. */
export class Machines {
  readonly inbox = new Inbox();
  readonly outbox = new Outbox();
  #ephemeral = new Ephemeral();
  readonly #around: Surroundings;
  /** Conversations whose pending entries changed by the event at hand. */
  readonly #changed = new Set<Id>();
  #small = nobody();

  constructor(surroundings: Surroundings) {
    this.#around = surroundings;
  }

  get me(): Id {
    return this.#small.me;
  }

  get limits(): Limits {
    return this.#small.limits;
  }

  get link(): LinkState {
    return this.#small.link;
  }

  get catchUp(): CatchUp {
    return this.#small.catchUp;
  }

  get peopleVersion(): number {
    return this.#small.peopleVersion;
  }

  reduce(event: CoreEvent): readonly Effect[] {
    const effects = this.#reduce(event);
    const pending = [...this.#changed].map((id) => show({ show: 'pending', conversationId: id, items: this.outbox.items(id) }));
    this.#changed.clear();
    return [...effects, ...(effects.some(isQuestion) ? this.#link({ type: 'asked' }) : []), ...pending];
  }

  #reduce(event: CoreEvent): readonly Effect[] {
    switch (event.type) {
      case 'load':
        return this.#load(event);
      case 'user':
        return this.#user(event.userId, event.wipe);
      case 'people':
        return event.kept.userId === this.#small.me ? [write({ put: 'meta', key: 'people', value: event.kept })] : [];
      case 'link':
        return this.#link(event.event);
      case 'limits':
        this.#small = { ...this.#small, limits: event.limits };
        return [];
      case 'down':
        return this.#fromServer(event.generation, event.message, event.ref);
      case 'timer':
        return this.#timer(event.key);
      case 'enqueue':
        return this.#enqueue(event);
      case 'retry':
        return this.#item(event.clientMsgId, { type: 'retry', clientMsgId: event.clientMsgId, order: this.#nextOrder() });
      case 'discard':
        return this.#item(event.clientMsgId, { type: 'discard', clientMsgId: event.clientMsgId });
      case 'markRead':
        return this.#expand(this.inbox.markRead(event.conversationId, event.seq, event.countableNo));
      case 'settings':
        return this.#changeSettings(event.conversationId, event.patch);
      case 'patched':
        return event.userId === this.#small.me ? this.#patched(event) : [];
      case 'history':
        return this.#history(event.conversationId, event.pull, event.token);
      case 'cached': {
        const { conversationId, fromSeq, toSeq } = event;
        if (!this.inbox.holds(conversationId, fromSeq, toSeq)) return [];
        const entries = this.inbox.current(conversationId, event.entries, this.#context());
        return [show({ show: 'merge', conversationId, entries, fromSeq, toSeq, apart: true })];
      }
      case 'typing':
        return this.#whileOnline(this.#ephemeral.tell(event.conversationId, event.typing, this.#around.now()));
      case 'watch':
        return this.#whileOnline(this.#ephemeral.watch(event.userIds));
      case 'around':
        return [show({ show: 'around', conversationId: event.conversationId, places: event.places })];
      case 'goTo':
        return [show({ show: 'goTo', conversationId: event.conversationId, seq: event.seq })];
      case 'visible':
        return this.#whileOnline(this.#ephemeral.look(event.visible, this.#small.limits.maxShown));
      case 'open':
      case 'leave':
        return [
          show({ show: event.type, conversationId: event.conversationId }),
          ...this.#whileOnline(this.#ephemeral.show(event.type, event.conversationId, this.#small.limits.maxShown)),
        ];
      case 'call':
        return [{ do: 'call', run: event.run }];
      default:
        return unreachable(event);
    }
  }

  #enqueue({ item: sent, keepsDraft }: CoreEvent & { type: 'enqueue' }): readonly Effect[] {
    const item = { ...sent, order: this.#nextOrder(), state: { at: 'waiting' as const } };
    const { conversationId, kind, targetSeq } = item;
    const known = this.outbox.items(conversationId).find(({ clientMsgId }) => clientMsgId === item.clientMsgId);
    if (known) return settled(known);
    const draft = keepsDraft || kind !== 'message' ? '' : (this.inbox.record(conversationId)?.draft ?? '');
    return [
      ...this.#lane(conversationId, { type: 'enqueue', item }),
      ...(this.inbox.isRecalled(conversationId, targetSeq) ? this.#lane(conversationId, { type: 'recalled', seq: targetSeq }) : []),
      ...(draft === '' ? [] : this.#changeSettings(conversationId, { draft: '' })),
    ];
  }

  // ---- users and state that was kept

  #load({ stored }: CoreEvent & { type: 'load' }): readonly Effect[] {
    const { sync, tokens } = stored.meta;
    const order = Math.max(0, ...stored.outbox.map((i) => i.order));
    const mark = { since: sync?.syncTime ?? 0, userVersion: sync?.userVersion ?? 0 };
    this.#small = {
      ...this.#small,
      me: tokens?.userId ?? sync?.userId ?? NO_ID,
      order,
      userVersion: mark.userVersion,
      catchUp: newCatchUp(mark),
    };
    this.outbox.load(stored.outbox);
    for (const id of this.outbox.conversations()) this.#changed.add(id);
    return this.inbox.load(stored.conversations);
  }

  /** The link is stopped by now. */
  #user(userId: Id, wipe: boolean): readonly Effect[] {
    if (!wipe) {
      this.#small = { ...this.#small, me: userId };
      return [];
    }
    this.inbox.clear();
    this.outbox.clear();
    this.#ephemeral = this.#ephemeral.forAnother();
    this.#small = { ...nobody(), link: this.#small.link, me: userId };
    return [write({ drop: 'user' }), show({ show: 'clear' })];
  }

  #nextOrder(): number {
    this.#small = { ...this.#small, order: this.#small.order + 1 };
    return this.#small.order;
  }

  // ---- the link

  #link(event: LinkEvent): readonly Effect[] {
    const { random, fresh, now } = this.#around;
    const [link, effects] = stepLink(this.#small.link, event, { random, fresh, now: now() });
    this.#small = { ...this.#small, link };
    return effects.flatMap((e) => this.#linkEffect(e));
  }

  #linkEffect(effect: LinkEffect): readonly Effect[] {
    switch (effect.do) {
      case 'dial':
        return [isWhole(this.#small.catchUp) ? effect : { ...effect, resume: undefined }];
      case 'hangup':
      case 'cancel':
        return [effect];
      case 'timer':
        return [timer(effect.key, effect.afterMs)];
      case 'ping':
        return [{ do: 'send', up: { kind: 'ping', clientTime: this.#around.now(), receivedCount: effect.received }, ref: 0, lane: 'live' }];
      case 'online':
        return this.#online(effect.resumed);
      case 'offline':
        return this.#offline();
      case 'resync':
        return this.#catchUp({ type: 'wanted', afterMs: 0 });
    }
  }

  #online(resumed: boolean): readonly Effect[] {
    return [
      ...this.#expand(this.outbox.all({ type: 'online' }, this.#context())),
      ...this.#catchUp({ type: 'online', resumed }),
      ...this.#tailsOfCutRun(),
      ...this.#expand(this.inbox.online(this.#context())),
      ...this.#lookup({ type: 'online' }),
      ...this.#marks({ type: 'online' }),
      ...this.#ephemeral.online(this.#small.limits.maxShown),
    ];
  }

  #offline(): readonly Effect[] {
    const [requests, asks, effects] = abandon(this.#small.requests);
    this.#small = { ...this.#small, requests };
    return [
      ...effects,
      ...asks.flatMap((a): readonly Effect[] => (a.kind === 'history' ? [{ do: 'answer', token: a.token, page: undefined }] : [])),
      ...this.#expand(this.outbox.all({ type: 'offline' }, this.#context())),
      ...this.#catchUp({ type: 'offline' }),
      ...this.#expand(this.inbox.offline(this.#context())),
      ...this.#lookup({ type: 'offline' }),
      ...this.#marks({ type: 'offline' }),
      ...this.#ephemeral.offline(),
    ];
  }

  /** What is true for a moment only is not kept for the next link. */
  #whileOnline(effects: readonly Effect[]): readonly Effect[] {
    return this.#small.link.at === 'online' ? effects : effects.filter(({ do: what }) => what !== 'send');
  }

  // ---- timers

  #timer(key: string): readonly Effect[] {
    const [machine, id = ''] = key.split(':');
    switch (machine) {
      case 'outbox':
        return this.#lane(id, { type: 'timer' });
      case 'settings':
        return this.#settings(id, { type: 'timer' });
      case 'gap':
        return this.#expand(this.inbox.step(id, { type: 'timer' }, this.#context()));
      case 'ask':
        return this.#failed(Number(id), true, 0);
      case 'link':
        return this.#link({ type: 'timer' });
      case 'probe':
      case 'migrate':
        return this.#link({ type: machine });
      case 'sync':
        return this.#catchUp({ type: 'timer' });
      case 'lookup':
        return this.#lookup({ type: 'timer' });
      case 'typing':
      case 'presence':
        return this.#whileOnline(this.#ephemeral.timer(machine, this.#around.now()));
      case 'reads':
        return this.#marks({ type: 'look' });
      default:
        return this.#marks({ type: 'timer' });
    }
  }

  // ---- frames

  #fromServer(generation: number, message: Down, ref: number): readonly Effect[] {
    const { link } = this.#small;
    if (link.at !== 'online' || link.generation !== generation) return [];
    return [...this.#link({ type: 'heard', counted: COUNTED.has(message.kind) }), ...this.#dispatch(message, ref)];
  }

  #dispatch(message: Down, ref: number): readonly Effect[] {
    switch (message.kind) {
      case 'pong':
        return this.#pong(message);
      case 'messageAck':
        return this.#ack(message);
      case 'pushMessage':
        return this.#expand(this.inbox.push(message, this.#awaits(message.conversationId), this.#context()));
      case 'readReceipt':
        return this.#expand(this.inbox.readReceipt(message, this.#context()));
      case 'deliveryReceipt':
        return this.#expand(this.inbox.deliveryReceipt(message, this.#context()));
      case 'userStateChanged':
        return this.#stateChanged(message);
      case 'friendEvent':
        return [{ do: 'friends', event: message }];
      case 'systemNotification':
        return [{ do: 'notification', notification: message }];
      case 'groupOperation':
        return [{ do: 'operation', event: message }];
      case 'syncPage':
        return this.#syncPage(message, ref);
      case 'historyPage':
        return this.#historyPage(message, ref);
      case 'error':
        return this.#refused(message, ref || message.ref);
      case 'goAway':
        return this.#link({ type: 'goAway', jitterMs: message.jitterMs });
      case 'disconnect':
        return this.#link({ type: 'disconnect', code: message.code, reason: message.reason, retryAfterMs: message.retryAfterMs });
      case 'syncHint':
        return this.#catchUp({ type: 'wanted', afterMs: this.#around.random() * message.jitterMs });
      case 'typingNotice':
      case 'presenceUpdate':
        return this.#ephemeral.hear(message, this.#around.now());
      default:
        // later kinds: AI; and a second HelloAck
        return [];
    }
  }

  #pong(message: DownOf<'pong'>): readonly Effect[] {
    const missed = message.userVersion > this.#small.userVersion;
    this.#small = { ...this.#small, userVersion: Math.max(this.#small.userVersion, message.userVersion) };
    return [
      ...this.#link({ type: 'pong', clientTime: message.clientTime, pushCount: message.pushCount }),
      ...this.#marks({ type: 'pong' }),
      ...(missed ? this.#catchUp({ type: 'wanted', afterMs: 0, userVersion: message.userVersion }) : []),
    ];
  }

  #ack({ conversationId, results }: DownOf<'messageAck'>): readonly Effect[] {
    const head = Math.max(0, ...results.map((r) => r.seq));
    return [
      ...this.#lane(conversationId, { type: 'results', results }),
      ...this.#expand(this.inbox.step(conversationId, { type: 'head', seq: head, waitMs: HOLE_WAIT_MS }, this.#context())),
    ];
  }

  #stateChanged(message: DownOf<'userStateChanged'>): readonly Effect[] {
    this.#small = { ...this.#small, userVersion: Math.max(this.#small.userVersion, message.userVersion) };
    return [
      ...this.#favourites(message.favouriteVersion),
      ...this.#profile(message.profileVersion),
      ...this.#expand(message.members.flatMap((m) => this.inbox.member(m))),
      ...(message.conversationIds.length > 0 ? this.#lookup({ type: 'wanted', ids: message.conversationIds }) : []),
    ];
  }

  /** What was starred elsewhere while there was no link shows in the next sync. */
  #favourites(version: number): readonly Effect[] {
    if (version <= this.#small.favouriteVersion) return [];
    this.#small = { ...this.#small, favouriteVersion: version };
    return [{ do: 'favourites' }];
  }

  #profile(version: number): readonly Effect[] {
    if (version <= this.#small.profileVersion) return [];
    this.#small = { ...this.#small, profileVersion: version };
    return [{ do: 'profile' }];
  }

  #finish(ref: number): readonly [Ask | undefined, readonly Effect[]] {
    const [requests, done, effects] = finish(this.#small.requests, ref, this.#around.fresh);
    this.#small = { ...this.#small, requests };
    return [done, effects];
  }

  #syncPage(page: DownOf<'syncPage'>, ref: number): readonly Effect[] {
    const [done, effects] = this.#finish(ref);
    if (done?.kind === 'sync') {
      this.#small = { ...this.#small, peopleVersion: page.peopleVersion };
      const own = [...this.#favourites(page.favouriteVersion), ...this.#profile(page.profileVersion)];
      return [...effects, ...own, ...this.#catchUp({ type: 'page', page })];
    }
    if (done?.kind !== 'lookup') return effects;
    const source = { fresh: this.#small.catchUp.mark.since === 0, waitMs: HOLE_WAIT_MS };
    const found = page.conversations.map(({ conversationId }) => conversationId);
    return [...effects, ...this.#states(page, source), ...this.#lookup({ type: 'answered', found, done: page.done })];
  }

  #historyPage(page: DownOf<'historyPage'>, ref: number): readonly Effect[] {
    const [done, effects] = this.#finish(ref);
    if (done?.kind === 'pull') return [...effects, ...this.#expand(this.inbox.page(done.conversationId, page, done.pull, this.#context()))];
    if (done?.kind !== 'history') return effects;
    const { conversationId, token } = done;
    if (this.inbox.isStale(conversationId, page)) return [...effects, ...this.#ask(done, true)];
    const entries = this.inbox.current(
      conversationId,
      page.entries.map((e) => asOf(e, page.lastSeq)),
      this.#context(),
    );
    return [
      ...effects,
      ...this.#expand(this.inbox.history(conversationId, page, this.#context())),
      { do: 'answer', token, page: { ...page, entries } },
    ];
  }

  #refused({ code, retryAfterMs }: DownOf<'error'>, ref: number): readonly Effect[] {
    const conversationId = this.outbox.withRef(ref);
    if (conversationId !== undefined) return this.#lane(conversationId, { type: 'refused', code, retryAfterMs });
    const final = isFinal(code);
    return [...this.#failed(ref, !final, retryAfterMs), ...(final ? [] : this.#marks({ type: 'refused', ref, afterMs: retryAfterMs }))];
  }

  #failed(ref: number, retry: boolean, retryAfterMs: number): readonly Effect[] {
    const [done, effects] = this.#finish(ref);
    switch (done?.kind) {
      case undefined:
        return effects;
      case 'sync':
        return [...effects, ...this.#catchUp({ type: 'failed', retry, retryAfterMs })];
      case 'lookup':
        return [...effects, ...this.#lookup(retry ? { type: 'failed', retryAfterMs } : { type: 'answered', found: [], done: true })];
      case 'pull':
        return [
          ...effects,
          ...this.#expand(this.inbox.step(done.conversationId, { type: 'failed', asked: done.pull, retry, retryAfterMs }, this.#context())),
        ];
      case 'history':
        return [...effects, { do: 'answer', token: done.token, page: undefined }];
    }
  }

  // ---- the small machines

  #catchUp(event: CatchUpEvent): readonly Effect[] {
    const before = this.#small.catchUp;
    const [catchUp, effects] = stepCatchUp(before, event, this.#around.random);
    this.#small = { ...this.#small, catchUp };
    return effects.flatMap((e) => this.#catchUpEffect(e, before));
  }

  #catchUpEffect(effect: CatchUpEffect, { synced, run }: CatchUp): readonly Effect[] {
    switch (effect.do) {
      case 'ask':
        return this.#ask({ kind: 'sync', request: effect.request }, false);
      case 'states':
        return this.#states(effect.page, { fresh: effect.first, waitMs: synced ? HOLE_WAIT_MS : 0 });
      case 'timer':
        return [timer('sync', effect.afterMs)];
      case 'cancel':
        return [cancel('sync')];
      case 'done': {
        const { since, userVersion } = effect.mark;
        const value = { userId: this.#small.me, syncTime: since, userVersion };
        this.#small = { ...this.#small, userVersion: Math.max(this.#small.userVersion, userVersion) };
        return [
          write({ put: 'meta', key: 'sync', value }),
          ...this.#expand(this.inbox.openMarks()),
          ...this.#openSettings(),
          { do: 'synced', routine: run.at !== 'running' || run.routine },
        ];
      }
    }
  }

  #states({ conversations }: DownOf<'syncPage'>, source: StateSource): readonly Effect[] {
    const renamed = conversations.some((state) => isRenamed(this.inbox.record(state.conversationId), state));
    const applied = this.#expand(conversations.flatMap((state) => this.inbox.state(state, source, this.#context())));
    const first = source.fresh && this.#small.catchUp.run.at !== 'offline' ? conversations : [];
    const tails = first.flatMap((state) => this.inbox.tail(state.conversationId));
    return [
      ...applied,
      ...(renamed ? [{ do: 'renamed' as const }] : []),
      ...tails.flatMap((tail) => this.#ask({ ...tail, kind: 'history', token: 0 }, false)),
    ];
  }

  /** What the first pages of a new device's sync had asked for was given up with the link. */
  #tailsOfCutRun(): readonly Effect[] {
    const { run, mark } = this.#small.catchUp;
    if (mark.since > 0 || run.at !== 'running' || !run.progress.cut) return [];
    const tails = [...this.inbox.ids()].flatMap((id) => this.inbox.tail(id));
    return tails.flatMap((tail) => this.#ask({ ...tail, kind: 'history', token: 0 }, false));
  }

  /** Whether the state of a conversation is being read. */
  #awaits(id: Id): boolean {
    const { wanted, asked } = this.#small.lookup;
    return wanted.has(id) || asked.has(id);
  }

  #lookup(event: LookupEvent): readonly Effect[] {
    const [lookup, effects] = stepLookup(this.#small.lookup, event, this.#small.link.at === 'online');
    this.#small = { ...this.#small, lookup };
    return effects.flatMap((e: LookupEffect) =>
      e.do === 'ask' ? this.#ask({ kind: 'lookup', ids: e.ids }, false) : [timer('lookup', e.afterMs)],
    );
  }

  #marks(event: MarksEvent): readonly Effect[] {
    const [marks, effects] = stepMarks(this.#small.marks, event, this.#small.link.at === 'online', this.#around.fresh);
    this.#small = { ...this.#small, marks };
    return effects.flatMap((e) => this.#marksEffect(e));
  }

  #marksEffect(effect: MarksEffect): readonly Effect[] {
    switch (effect.do) {
      case 'timer':
        return [timer('marks', effect.afterMs)];
      case 'look':
        return [timer('reads', effect.afterMs)];
      case 'up':
        return [{ do: 'send', up: effect.up, ref: effect.ref, lane: 'live' }];
      case 'open':
        return this.#expand(this.inbox.openMarks());
      case 'unsure':
        return this.#expand(this.inbox.openReads(effect.conversationIds));
      case 'confirmed':
        return this.#expand(this.inbox.delivered(effect.conversationId, effect.seq));
    }
  }

  #changeSettings(conversationId: Id, patch: Unsent): readonly Effect[] {
    const afterMs = patch.draft ? DRAFT_IDLE_MS : 0;
    const shown = this.#expand(this.inbox.settings(conversationId, patch, this.#context()));
    return [...shown, ...this.#settings(conversationId, { type: 'changed', afterMs })];
  }

  #patched({ conversationId, outcome }: CoreEvent & { type: 'patched' }): readonly Effect[] {
    if (!outcome.ok && !isFinal(outcome.code)) return this.#settings(conversationId, { type: 'failed', afterMs: outcome.retryAfterMs });
    const sent = this.#small.settings.get(conversationId) ?? {};
    const settled = this.#expand(this.inbox.settled(conversationId, sent, outcome.ok ? outcome.state : undefined));
    return [...settled, ...this.#settings(conversationId, { type: 'done' })];
  }

  #openSettings(): readonly Effect[] {
    return [...this.inbox.ids()].flatMap((id) => this.#settings(id, { type: 'synced' }));
  }

  #settings(id: Id, event: SettingsEvent): readonly Effect[] {
    const unsent = this.inbox.record(id)?.unsent ?? {};
    const [settings, effects] = stepSettings(this.#small.settings, event, id, unsent, this.#small.link.at === 'online');
    this.#small = { ...this.#small, settings };
    return effects.map((e) =>
      e.do === 'timer' ? timer(`settings:${id}`, e.afterMs) : { do: 'patch', conversationId: id, patch: e.patch },
    );
  }

  #history(conversationId: Id, pull: Pull, token: number): readonly Effect[] {
    if (this.#small.link.at !== 'online') return [{ do: 'answer', token, page: undefined }];
    return this.#ask({ kind: 'history', conversationId, pull, token }, true);
  }

  #ask(wanted: Ask, urgent: boolean): readonly Effect[] {
    const [requests, effects] = ask(this.#small.requests, wanted, urgent, this.#around.fresh);
    this.#small = { ...this.#small, requests };
    return effects;
  }

  #item(clientMsgId: Id, event: LaneEvent): readonly Effect[] {
    const conversationId = this.outbox.holding(clientMsgId);
    return conversationId === undefined ? [] : this.#lane(conversationId, event);
  }

  #lane(conversationId: Id, event: LaneEvent): readonly Effect[] {
    return this.#expand(this.outbox.step(conversationId, event, this.#context()));
  }

  #context(): Context {
    const { me, limits, link } = this.#small;
    const { now, random, fresh } = this.#around;
    return { now: now(), me, limits, online: link.at === 'online', random, fresh };
  }

  /** Signals go to the machine they are for, in their place among the effects. */
  #expand(signals: readonly Signal[]): readonly Effect[] {
    return signals.flatMap((signal) => this.#signal(signal));
  }

  #signal(signal: Signal): readonly Effect[] {
    switch (signal.do) {
      case 'pull':
        return this.#ask({ kind: 'pull', conversationId: signal.conversationId, pull: signal.pull }, false);
      case 'applied':
        return this.#lane(signal.conversationId, { type: 'covered', cursor: signal.cursor, own: signal.own });
      case 'delivered':
      case 'read':
      case 'again':
        return this.#marks({ type: signal.do, conversationId: signal.conversationId, seq: signal.seq });
      case 'lookup':
        return this.#lookup({ type: 'wanted', ids: signal.ids });
      case 'recalled':
        return this.#lane(signal.conversationId, { type: 'recalled', seq: signal.seq });
      case 'acked':
        return this.#acked(signal);
      case 'changed':
        this.#changed.add(signal.conversationId);
        return [];
      default:
        return [signal];
    }
  }

  /**
   * The ack of an own entry is its arrival: the sender's session gets no push. It does of a quote, which the server may have emptied;
   * when that push is lost, the head that the ack tells of leads to a pull. Nothing comes of what lies before the log of who came back.
   */
  #acked({ item, result }: LaneEffect & { do: 'acked' }): readonly Effect[] {
    const { conversationId, clientMsgId, kind, targetSeq, body } = item;
    const minSeq = this.inbox.record(conversationId)?.minSeq ?? 0;
    if (kind === 'message' && targetSeq > 0 && result.seq >= minSeq) return [];
    const { messageId, seq, countableNo, createdAt } = result;
    const entry = { seq, messageId, senderId: this.#small.me, clientMsgId, kind, countableNo, createdAt, targetSeq, body, ...UNTOUCHED };
    const applied = this.#expand(this.inbox.step(conversationId, { type: 'entries', entries: [entry] }, this.#context()));
    const cursor = this.inbox.record(conversationId)?.cursor ?? 0;
    return [...applied, ...this.#lane(conversationId, { type: 'covered', cursor, own: [] })];
  }
}

/** Of groups the log says it. */
const isRenamed = (known: ConversationRecord | undefined, { type, title, avatar }: ConversationState): boolean =>
  known !== undefined && type === 'direct' && (known.title !== title || known.avatar !== avatar);
