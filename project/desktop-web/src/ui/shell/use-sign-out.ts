import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { unsentIn } from '../../state/conversation-store.js';
import { useFeedback } from '../common/feedback.js';

/** Asks before the local data goes, and says how much of it was never sent, with files on their way. */
export function useSignOut(): () => void {
  const { t } = useTranslation();
  const { modal } = useFeedback();
  const { session, stores } = useServices();
  return () => {
    const unsent = unsentIn(stores.conversations.getState()) + stores.uploads.getState().messages.length;
    modal.confirm({
      icon: null,
      centered: true,
      title: t('settings.signOutConfirm'),
      content: unsent > 0 ? t('settings.signOutUnsent', { count: unsent }) : t('settings.signOutHint'),
      okText: t('settings.signOut'),
      okButtonProps: { danger: true },
      cancelText: t('settings.cancel'),
      onOk: () => session.signOut(),
    });
  };
}
