import { Flag, LogOut, Trash2 } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { ActionRow } from '../people/ActionRow.js';
import { ReportDialog } from '../people/ReportDialog.js';
import { useConfirm } from '../people/use-confirm.js';
import { DismissDialog } from './DismissDialog.js';
import styles from './drawer.module.css';
import { OWNER } from './group-permissions.js';

/** Report, leave, dismiss. The owner leaves by handing the group over first. */
export function GroupEnd({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const confirm = useConfirm();
  const [open, setOpen] = useState<'none' | 'report' | 'dismiss'>('none');
  const { id, title, role } = conversation;
  const owns = role === OWNER;
  const leave = (): void =>
    confirm({
      title: t('drawer.leaveConfirm', { name: title }),
      content: t('drawer.leaveHint'),
      ok: t('drawer.leave'),
      call: () => contacts.attempt(() => client.api.groups.leave(id)),
    });
  return (
    <div className={styles.card}>
      <ActionRow icon={Flag} label={t('people.report')} danger onClick={() => setOpen('report')} testId="report-group" />
      <ActionRow
        icon={LogOut}
        label={t('drawer.leave')}
        note={owns ? t('drawer.ownerStays') : ''}
        danger={!owns}
        disabled={owns}
        onClick={leave}
        testId="leave-group"
      />
      {owns && <ActionRow icon={Trash2} label={t('drawer.dismiss')} danger onClick={() => setOpen('dismiss')} testId="dismiss-group" />}
      {open === 'report' && <ReportDialog subject={{ kind: 'group', conversationId: id }} name={title} onClose={() => setOpen('none')} />}
      {open === 'dismiss' && <DismissDialog conversation={conversation} onClose={() => setOpen('none')} />}
    </div>
  );
}
