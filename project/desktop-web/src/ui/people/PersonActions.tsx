import { Ban, CircleCheck, Flag, UserMinus } from 'lucide-react';
import type { PublicUser } from '@godwit/shared/rest/user';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContacts, useServices } from '../../state/app-services.js';
import { friendById, isBlocked } from '../../state/contact-store.js';
import { ActionRow } from './ActionRow.js';
import { ReportDialog } from './ReportDialog.js';
import { useConfirm } from './use-confirm.js';
import { useAnswer } from './use-answer.js';
import { useRelation } from './use-relation.js';

type Person = Pick<PublicUser, 'userId' | 'username' | 'nickname'>;

/** What somebody does about somebody else: report, block, part. Nothing for oneself. */
export function PersonActions({ user }: { user: Person }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const confirm = useConfirm();
  const { busy, ask } = useAnswer();
  const [reporting, setReporting] = useState(false);
  const { userId, username, nickname } = user;
  const relation = useRelation(userId);
  const blocked = useContacts((state) => isBlocked(state, userId));
  const name = useContacts((state) => friendById(state, userId)?.remark ?? '') || nickname || username;
  if (relation === 'self') return null;

  const block = (): void =>
    confirm({
      title: t('people.blockConfirm', { name }),
      content: t('people.blockHint'),
      ok: t('people.block'),
      call: () => contacts.block(userId),
    });
  const part = (): void =>
    confirm({
      title: t('people.deleteConfirm', { name }),
      content: t('people.deleteHint'),
      ok: t('people.delete'),
      call: () => contacts.deleteFriend(userId),
    });
  return (
    <div>
      {blocked ? (
        <ActionRow
          icon={CircleCheck}
          label={t('people.unblock')}
          note={t('people.blockedNote')}
          disabled={busy}
          onClick={() => void ask(() => contacts.unblock(userId))}
          testId="unblock-person"
        />
      ) : (
        <ActionRow icon={Ban} label={t('people.block')} danger onClick={block} testId="block-person" />
      )}
      <ActionRow icon={Flag} label={t('people.report')} danger onClick={() => setReporting(true)} testId="report-person" />
      {relation === 'friend' && <ActionRow icon={UserMinus} label={t('people.delete')} danger onClick={part} testId="delete-friend" />}
      {reporting && <ReportDialog subject={{ kind: 'user', userId }} name={name} onClose={() => setReporting(false)} />}
    </div>
  );
}
