import type { Id } from '@godwit/shared/ids/id';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContacts, useConversations, useLink, usePreferences, useServices } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import { endTime } from '../common/time-label.js';
import { useNow } from '../common/use-now.js';
import { type WriteBlock, writeBlock } from './write-block.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SECOND_MS = 1_000;
/** A mute beyond is one without end. */
const FOR_EVER_MS = Date.UTC(2200, 0);

export interface ComposerBlock {
  readonly at: WriteBlock | 'stopped';
  /** In the user's words. */
  readonly text: string;
}

/** Why nothing can be written here; null when it can. Being offline is no reason: the outbox waits. */
export function useComposerBlock(conversationId: Id, peerId: Id): ComposerBlock | null {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { client } = useServices();
  const stopped = useLink((link) => link.status.at === 'stopped' && link.status.reason !== 'closed');
  // The lists of people change together.
  useContacts((state) => state.lists);
  const blocked = peerId !== '0' && client.people().blocks.some((block) => block.userId === peerId);
  const mutedUntil = useConversations((state) => conversationById(state, conversationId)?.mutedUntil ?? 0);
  const [opened] = useState(Date.now);
  const now = useNow(SECOND_MS, mutedUntil > opened);
  const reason = useConversations((state) => {
    const conversation = conversationById(state, conversationId);
    return conversation === undefined ? null : writeBlock(conversation, blocked, now);
  });
  if (stopped) return { at: 'stopped', text: t('composer.stopped') };
  if (reason === null) return null;
  const text = reason === 'muted' ? mutedText(mutedUntil, now, t, endTime(mutedUntil, language)) : reasonText(reason, t);
  return { at: reason, text };
}

function reasonText(reason: Exclude<WriteBlock, 'muted'>, t: TFunction): string {
  switch (reason) {
    case 'dismissed':
      return t('composer.dismissed');
    case 'left':
      return t('composer.left');
    case 'removed':
      return t('composer.removed');
    case 'deleted':
      return t('composer.deleted');
    case 'blocked':
      return t('composer.blocked');
    case 'notFriends':
      return t('composer.notFriends');
    case 'muteAll':
      return t('composer.muteAll');
  }
}

function mutedText(until: number, now: number, t: TFunction, date: string): string {
  if (until > FOR_EVER_MS) return t('composer.muted');
  const left = Math.max(0, until - now);
  return left > DAY_MS ? t('composer.mutedUntil', { time: date }) : t('composer.mutedFor', { time: countdown(left, t) });
}

function countdown(ms: number, t: TFunction): string {
  const seconds = Math.ceil(ms / SECOND_MS);
  if (seconds < 60) return t('time.seconds', { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('time.minutes', { minutes, seconds: String(seconds % 60).padStart(2, '0') });
  return t('composer.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
