import {
  CheckCheck,
  CircleCheck,
  Copy,
  Flag,
  Forward,
  Info,
  Link,
  type LucideIcon,
  Pencil,
  Pin,
  PinOff,
  Reply,
  RotateCw,
  Star,
  StarOff,
  Trash2,
  Undo2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../common/Icon.js';
import type { MessageAction } from './permitted.js';

type Entry = Exclude<MessageAction, 'react'>;

const ICONS: Record<Entry, LucideIcon> = {
  reply: Reply,
  retry: RotateCw,
  edit: Pencil,
  copy: Copy,
  forward: Forward,
  select: CircleCheck,
  star: Star,
  unstar: StarOff,
  pin: Pin,
  unpin: PinOff,
  link: Link,
  readers: CheckCheck,
  details: Info,
  report: Flag,
  recall: Undo2,
  hide: Trash2,
  discard: Trash2,
};

const DANGEROUS: ReadonlySet<Entry> = new Set(['recall', 'hide', 'discard']);

type MenuItem = {
  readonly key: Entry;
  readonly label: string;
  readonly icon: ReactNode;
  readonly danger: boolean;
  readonly 'data-testid': string;
};

/** The entries of the menu in their order. partly: copying takes what is selected. */
export function useMenuItems(permitted: readonly MessageAction[], partly: boolean): MenuItem[] {
  const { t } = useTranslation();
  const words: Record<Entry, string> = {
    reply: t('actions.reply'),
    retry: t('state.resend'),
    edit: t('actions.edit'),
    copy: partly ? t('actions.copySelected') : t('actions.copy'),
    forward: t('actions.forward'),
    select: t('actions.select'),
    star: t('actions.star'),
    unstar: t('actions.unstar'),
    pin: t('actions.pin'),
    unpin: t('actions.unpin'),
    link: t('actions.link'),
    readers: t('actions.readers'),
    details: t('actions.details'),
    report: t('actions.report'),
    recall: t('actions.recall'),
    hide: t('actions.hide'),
    discard: t('state.discard'),
  };
  return permitted
    .filter((action) => action !== 'react')
    .map((key) => ({
      key,
      label: words[key],
      icon: <Icon of={ICONS[key]} size={17} />,
      danger: DANGEROUS.has(key),
      'data-testid': `action-${key}`,
    }));
}
