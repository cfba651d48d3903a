import type { EntryItem } from '@godwit/client/view/timeline';
import type { Id } from '@godwit/shared/ids/id';
import type { TFunction } from 'i18next';
import type { Language } from '../../i18n/create-i18n.js';
import { endTime } from './time-label.js';

type SystemEvent = NonNullable<EntryItem['body']['system']>;

/** Who does something, and to whom it is done: You, you, or a name. */
export interface Person {
  readonly subject: string;
  readonly object: string;
}

export interface Words {
  readonly t: TFunction;
  readonly language: Language;
  readonly personOf: (userId: Id) => Person;
}

/** Of those whom an event is about, so many are named. */
const MAX_NAMED = 3;
/** A mute beyond is one without end. */
const FOR_EVER_MS = Date.UTC(2200, 0);

/** The operator of what an admin of the server did. */
const NOBODY = '0';

/** Whose names the line of an event has in it. */
export const peopleIn = ({ code, operatorId, targetIds }: SystemEvent): Id[] =>
  code === 'friend_accepted' ? [] : [operatorId, ...targetIds.slice(0, MAX_NAMED)].filter((id) => id !== NOBODY);

/** The line of an entry that the server made; of a code that this version does not know, what the server wrote for older clients. */
export function systemText({ system, fallbackText, text }: EntryItem['body'], words: Words): string {
  return (system === null ? undefined : eventText(system, words)) ?? (fallbackText || text || words.t('system.unknown'));
}

/** undefined: a code that is not known. Every code of docs/conversations.md is here. */
export function eventText(event: SystemEvent, { t, language, personOf }: Words): string | undefined {
  const { code, operatorId, targetIds, args } = event;
  const who = personOf(operatorId).subject;
  const [first = ''] = targetIds;
  const target = personOf(first).subject;
  const named = targetIds.slice(0, MAX_NAMED).map((id) => personOf(id).object);
  const others = targetIds.length - named.length;
  const whom = new Intl.ListFormat(language).format(others === 0 ? named : [...named, t('system.others', { count: others })]);
  switch (code) {
    case 'friend_accepted':
      return t('system.friendAccepted');
    case 'group_created':
      return t('system.groupCreated', { who, whom });
    case 'members_joined':
      return first === operatorId && targetIds.length === 1 ? t('system.joined', { who }) : t('system.added', { who, whom });
    case 'member_left':
      return t('system.left', { who: target });
    case 'member_removed':
      return t('system.removed', { who, whom });
    case 'role_changed':
      return args[0] === 'admin' ? t('system.madeAdmin', { who, whom }) : t('system.madeMember', { who, whom });
    case 'owner_changed':
      return t('system.madeOwner', { who, whom });
    case 'member_muted':
      return Number(args[0]) > FOR_EVER_MS
        ? t('system.muted', { who, whom })
        : t('system.mutedUntil', { who, whom, time: endTime(Number(args[0]), language) });
    case 'member_unmuted':
      return t('system.unmuted', { who, whom });
    case 'nickname_changed':
      return args[0] ? t('system.nickname', { who: target, name: args[0] }) : t('system.nicknameRemoved', { who: target });
    case 'group_changed':
      return changesText(args, who, { t, language });
    case 'group_dismissed':
      return operatorId === NOBODY ? t('system.dismissedByAdmin') : t('system.dismissed', { who });
    default:
      return undefined;
  }
}

/** args: name, value, name, value … */
function changesText(args: readonly string[], who: string, { t, language }: Pick<Words, 't' | 'language'>): string | undefined {
  const texts = args.flatMap((name, i) => (i % 2 === 0 ? [changeText(name, args[i + 1] ?? '', who, t)] : []));
  return texts.every((text) => text !== undefined) ? texts.join(language === 'zh' ? '' : ' ') || undefined : undefined;
}

function changeText(name: string, value: string, who: string, t: TFunction): string | undefined {
  switch (`${name} ${value}`) {
    case 'joinMode free':
      return t('system.joinFree', { who });
    case 'joinMode approval':
      return t('system.joinApproval', { who });
    case 'joinMode invite':
      return t('system.joinInvite', { who });
    case 'historyForNew true':
      return t('system.historyShown', { who });
    case 'historyForNew false':
      return t('system.historyHidden', { who });
    case 'muteAll true':
      return t('system.muteAll', { who });
    case 'muteAll false':
      return t('system.unmuteAll', { who });
  }
  switch (name) {
    case 'title':
      return t('system.renamed', { who, name: value });
    case 'avatar':
      return t('system.picture', { who });
    case 'announcement':
      return value === '' ? t('system.announcementRemoved', { who }) : t('system.announcement', { who, text: value });
    default:
      return undefined;
  }
}
