import { Ban, CircleCheck, Contact, Flag, UserMinus } from 'lucide-react';
import type { PublicUser } from '@godwit/shared/rest/user';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContacts, useServices } from '../../state/app-services.js';
import { friendById, isBlocked } from '../../state/contact-store.js';
import { ActionRow } from './ActionRow.js';
import { useConfirm } from './use-confirm.js';
import { useAnswer } from './use-answer.js';
import { useRelation } from './use-relation.js';

const ReportDialog = lazy(async () => ({ default: (await import('./ReportDialog.js')).ReportDialog }));
const ShareContact = lazy(async () => ({ default: (await import('../forward/ShareContact.js')).ShareContact }));

type Person = Pick<PublicUser, 'userId' | 'username' | 'nickname' | 'avatar'>;

/** What somebody does about somebody else: introduce, report, block, part. Nothing for oneself. */
export function PersonActions({ user }: { user: Person }) {
  const { t } = useTranslation();
  const { contacts } = useServices();
  const confirm = useConfirm();
  const { busy, ask } = useAnswer();
  const [dialog, setDialog] = useState<'report' | 'share' | null>(null);
  const close = (): void => setDialog(null);
  const { userId, username, nickname, avatar } = user;
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
      <ActionRow icon={Contact} label={t('people.share')} onClick={() => setDialog('share')} testId="share-person" />
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
      <ActionRow icon={Flag} label={t('people.report')} danger onClick={() => setDialog('report')} testId="report-person" />
      {relation === 'friend' && <ActionRow icon={UserMinus} label={t('people.delete')} danger onClick={part} testId="delete-friend" />}
      <Suspense fallback={null}>
        {dialog === 'report' && <ReportDialog subject={{ kind: 'user', userId }} name={name} onClose={close} />}
        {dialog === 'share' && <ShareContact person={{ userId, name: nickname || username, avatar }} onClose={close} />}
      </Suspense>
    </div>
  );
}
