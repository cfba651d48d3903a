import { Crown } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import { JOIN_MODES, type JoinMode } from '@godwit/shared/group-terms';
import type { GroupPatch } from '@godwit/shared/rest/groups';
import { Radio, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { ActionRow } from '../people/ActionRow.js';
import { useAnswer } from '../people/use-answer.js';
import type { DrawerView } from './ConversationInfo.js';
import styles from './drawer.module.css';
import { OWNER } from './group-permissions.js';

/** How a group is led: who may come in, what newcomers see, who may write, and whose it is. */
export function ManageView({ conversation, onView }: { conversation: Conversation; onView: (view: DrawerView) => void }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const { busy, ask } = useAnswer();
  const { id, joinMode, historyForNew, muteAll, role } = conversation;
  const words: Record<JoinMode, string> = {
    free: t('group.mode.free'),
    approval: t('group.mode.approval'),
    invite: t('group.mode.invite'),
  };
  const update = (patch: GroupPatch): void => void ask(() => contacts.attempt(() => client.api.groups.update(id, patch)));
  return (
    <>
      <div className={styles.card}>
        <div className={styles.form}>
          <p className={styles.hint}>{t('drawer.joinMode')}</p>
          <Radio.Group
            aria-label={t('drawer.joinMode')}
            vertical
            disabled={busy}
            value={JOIN_MODES[joinMode]}
            onChange={(event) => update({ joinMode: event.target.value as JoinMode })}
            options={JOIN_MODES.map((value) => ({ value, label: words[value] }))}
          />
        </div>
      </div>
      <div className={styles.card}>
        <label className={styles.setting}>
          <span>
            {t('drawer.history')}
            <br />
            <span className={styles.hint}>{t('drawer.historyHint')}</span>
          </span>
          <Switch checked={historyForNew} loading={busy} onChange={(on) => update({ historyForNew: on })} data-testid="history-for-new" />
        </label>
        <label className={styles.setting}>
          <span>
            {t('drawer.muteAll')}
            <br />
            <span className={styles.hint}>{t('drawer.muteAllHint')}</span>
          </span>
          <Switch
            checked={muteAll}
            loading={busy}
            onChange={(on) => void ask(() => contacts.attempt(() => client.api.groups.muteAll(id, on)))}
            data-testid="mute-all"
          />
        </label>
      </div>
      {role === OWNER && (
        <div className={styles.card}>
          <ActionRow icon={Crown} label={t('drawer.transfer')} onClick={() => onView('newOwner')} testId="transfer-group" />
        </div>
      )}
    </>
  );
}
