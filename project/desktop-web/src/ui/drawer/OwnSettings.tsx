import { Bell, BellOff, Eraser, Pin } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import { muteLevelAt } from '@godwit/client/view/unread';
import { Dropdown, Switch, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePreferences, useServices } from '../../state/app-services.js';
import type { MuteLevel } from '../../state/conversation-actions.js';
import { Icon } from '../common/Icon.js';
import { MUTE_TIMES } from '../common/mute-times.js';
import { endTime } from '../common/time-label.js';
import { useMenuOpener } from '../common/use-menu-opener.js';
import { useNow } from '../common/use-now.js';
import { ActionRow } from '../people/ActionRow.js';
import { useConfirmClear } from '../people/use-confirm-clear.js';
import { useTell } from '../people/use-tell.js';
import styles from './drawer.module.css';

const MINUTE_MS = 60_000;

/** What the user decides about a conversation for himself; shown at once, also offline. */
export function OwnSettings({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { conversations } = useServices();
  const clear = useConfirmClear();
  const tell = useTell();
  const { id, type, pinnedAt, removed } = conversation;
  return (
    <div className={styles.card}>
      {type !== 'self' && !removed && <Notifications conversation={conversation} />}
      <label className={styles.setting}>
        <span className={styles.switch}>
          <Icon of={Pin} size={19} />
          {t('drawer.pin')}
        </span>
        <Switch checked={pinnedAt > 0} onChange={(pinned) => tell(conversations.pin(id, pinned))} data-testid="drawer-pin" />
      </label>
      <ActionRow icon={Eraser} label={t('drawer.clear')} danger onClick={() => clear(conversation)} testId="drawer-clear" />
    </div>
  );
}

function Notifications({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { conversations } = useServices();
  const tell = useTell();
  const language = usePreferences((state) => state.language);
  const { opener, onOpenChange } = useMenuOpener<HTMLDivElement>();
  const now = useNow(MINUTE_MS);
  const { id, type, muteUntil } = conversation;
  const level = muteLevelAt(conversation, now);
  const until = level > 0 && muteUntil > 0 ? t('drawer.until', { time: endTime(muteUntil, language) }) : '';
  const levels = [t('drawer.notify.all'), t('drawer.notify.mentions'), t('drawer.notify.none')];
  const choices: Record<string, readonly [label: string, level: MuteLevel, forMs: number]> = {
    all: [t('drawer.notify.all'), 0, 0],
    ...(type === 'group' ? { mentions: [t('drawer.notify.mentions'), 1, 0] as const } : {}),
    hour: [t('drawer.notify.hour'), 2, MUTE_TIMES.hour],
    hours: [t('drawer.notify.hours'), 2, MUTE_TIMES.hours],
    ever: [t('drawer.notify.ever'), 2, MUTE_TIMES.ever],
  };
  const menu: MenuProps = {
    items: Object.entries(choices).map(([key, [label]]) => ({ key, label })),
    onClick: ({ key }) => {
      const choice = choices[key];
      if (choice !== undefined) tell(conversations.mute(id, choice[1], choice[2]));
    },
  };
  return (
    <Dropdown menu={menu} trigger={['click']} autoFocus onOpenChange={onOpenChange}>
      <div ref={opener}>
        <ActionRow
          icon={level === 2 ? BellOff : Bell}
          label={t('drawer.notifications')}
          note={`${levels[level] ?? ''}${until}`}
          onClick={() => undefined}
          testId="drawer-notifications"
        />
      </div>
    </Dropdown>
  );
}
