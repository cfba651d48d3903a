import type { Id } from '@godwit/shared/ids/id';
import type { SettingsPatch } from '@godwit/shared/rest/conversations';
import { MAX_HIDDEN_A_CALL } from '@godwit/shared/rest/limits';
import type { MemberSettings } from '../wire.js';
import { addRange } from './ranges.js';

// Own settings on their way to the server (F-34, F-42, F-50). Pure. Bounded: one patch of a conversation in flight; what waits is part of its record and survives a reload.

/** A draft is told when the user has stopped writing for so long. */
export const DRAFT_IDLE_MS = 2_000;
const RETRY_MS = 2_000;

/** What the server has not confirmed; {} = nothing. */
export type Unsent = { readonly [K in keyof SettingsPatch]?: Exclude<SettingsPatch[K], undefined> };

/** In flight, by conversation. */
export type Settings = ReadonlyMap<Id, Unsent>;

export type SettingsEvent =
  | { readonly type: 'changed'; readonly afterMs: number }
  | { readonly type: 'timer' }
  /** Online and synced: what is left from before is said again. */
  | { readonly type: 'synced' }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly afterMs: number };

export type SettingsEffect = { readonly do: 'timer'; readonly afterMs: number } | { readonly do: 'patch'; readonly patch: Unsent };

type Step = readonly [Settings, readonly SettingsEffect[]];

export const newSettings = (): Settings => new Map();

/** `unsent`: of the conversation, without what the event at hand has confirmed. */
export function stepSettings(state: Settings, event: SettingsEvent, id: Id, unsent: Unsent, online: boolean): Step {
  switch (event.type) {
    case 'changed':
      return [state, [{ do: 'timer', afterMs: event.afterMs }]];
    case 'timer':
    case 'synced':
      return say(state, id, unsent, online);
    case 'done':
      return say(without(state, id), id, unsent, online);
    case 'failed':
      return [without(state, id), [{ do: 'timer', afterMs: Math.max(RETRY_MS, event.afterMs) }]];
  }
}

function say(state: Settings, id: Id, unsent: Unsent, online: boolean): Step {
  if (!online || state.has(id) || isEmpty(unsent)) return [state, []];
  const patch = unsent.hide ? { ...unsent, hide: unsent.hide.slice(0, MAX_HIDDEN_A_CALL) } : unsent;
  return [new Map(state).set(id, patch), [{ do: 'patch', patch }]];
}

function without(state: Settings, id: Id): Settings {
  const left = new Map(state);
  left.delete(id);
  return left;
}

export const isEmpty = (unsent: Unsent): boolean => Object.keys(unsent).length === 0;

/** A later change of the same field replaces the earlier one; ranges add up. */
export const joined = (unsent: Unsent, patch: Unsent): Unsent => ({
  ...unsent,
  ...patch,
  ...(patch.hide ? { hide: [...(unsent.hide ?? []), ...patch.hide] } : {}),
});

/** Without what was sent, unless it was changed again meanwhile. */
export function confirmed(unsent: Unsent, sent: Unsent): Unsent {
  const hide = unsent.hide?.slice(sent.hide?.length ?? 0) ?? [];
  const fields = Object.entries(unsent).filter(([name, value]) => name !== 'hide' && sent[name as keyof Unsent] !== value);
  return { ...Object.fromEntries(fields), ...(hide.length > 0 ? { hide } : {}) };
}

/** The settings as this device shows them: the server's, changed by what it has not heard yet. pinnedAt: when it was put to the top here, ms. */
export function overlaid(settings: MemberSettings, unsent: Unsent, pinnedAt: number): MemberSettings {
  const { pinned, mute, hide = [], ...same } = unsent;
  return {
    ...settings,
    ...same,
    ...(pinned === undefined ? {} : { pinnedAt: pinned ? settings.pinnedAt || pinnedAt : 0 }),
    ...(mute ? { muteLevel: mute.level, muteUntil: mute.level === 0 ? 0 : mute.until } : {}),
    hidden: hide.reduce((hidden, { fromSeq, toSeq }) => hideRange(hidden, fromSeq, toSeq), settings.hidden),
  };
}

function hideRange(hidden: MemberSettings['hidden'], fromSeq: number, toSeq: number): MemberSettings['hidden'] {
  const ranges = hidden.map((r) => ({ from: r.fromSeq, to: r.toSeq }));
  return addRange(ranges, fromSeq, toSeq).map(({ from, to }) => ({ fromSeq: from, toSeq: to }));
}

/** Of what the server hides, what was not hidden here in the same way. */
export const newlyHidden = (before: MemberSettings['hidden'], now: MemberSettings['hidden']): MemberSettings['hidden'] =>
  now.filter(({ fromSeq, toSeq }) => !before.some((range) => range.fromSeq <= fromSeq && toSeq <= range.toSeq));

export const isHidden = ({ hidden }: Pick<MemberSettings, 'hidden'>, seq: number): boolean =>
  hidden.some(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq);

/** Where the log begins for the user: behind what he may not see, and behind a beginning that he cleared. */
export function firstShown({ minSeq, hidden }: Pick<MemberSettings, 'minSeq' | 'hidden'>): number {
  const first = Math.max(1, minSeq);
  const [cleared] = hidden;
  return cleared && cleared.fromSeq <= first ? Math.max(first, cleared.toSeq + 1) : first;
}
