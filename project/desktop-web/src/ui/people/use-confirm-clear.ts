import type { Conversation } from '@godwit/client/view/conversation';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { useConversationNames } from '../common/use-conversation-name.js';
import { useConfirm } from './use-confirm.js';

/** Asks first: nothing brings back what was cleared. */
export function useConfirmClear(): (conversation: Conversation) => void {
  const { t } = useTranslation();
  const { conversations } = useServices();
  const confirm = useConfirm();
  const nameOf = useConversationNames();
  return (conversation) =>
    confirm({
      title: t('people.clearConfirm'),
      content: t('people.clearHint', { name: nameOf(conversation) }),
      ok: t('people.clear'),
      call: async () => {
        const failure = await conversations.clear(conversation.id);
        return failure === null ? { at: 'done', value: null } : { at: 'failed', failure };
      },
    });
}
