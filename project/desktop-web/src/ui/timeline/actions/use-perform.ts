import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { useTranslation } from 'react-i18next';
import { favouriteKey, keepStarred, openDialog, startSelection } from '../../../state/action-store.js';
import { useServices } from '../../../state/app-services.js';
import { setTarget } from '../../../state/compose-store.js';
import { copyText } from '../../common/copy-text.js';
import { useFeedback } from '../../common/feedback.js';
import { messageLink } from './message-link.js';
import type { MessageAction } from './permitted.js';
import { useToldAttempt } from './use-told-attempt.js';
import { useHide } from './use-hide.js';

/** Everything but reactions, which need an emoji. selected: what is selected of the text of the message. */
export type Perform = (action: Exclude<MessageAction, 'react'>, item: EntryItem | PendingItem, selected?: string) => void;

/** Does what the menu of a message says. */
export function usePerform(): Perform {
  const { chat } = useServices();
  const onEntry = useOnEntry();
  const copy = useCopy();
  return (action, item, selected = '') => {
    if (action === 'copy') copy(selected || item.body.text);
    else if (item.at === 'entry') onEntry(action, item);
    else if (action === 'retry') void chat.retry(item.clientMsgId);
    else if (action === 'discard') void chat.discard(item.clientMsgId);
  };
}

/** Says whether it is on the clipboard. */
export function useCopy(): (text: string) => void {
  const { t } = useTranslation();
  const { message } = useFeedback();
  return (text) =>
    void copyText(text).then((done) => (done ? message.success(t('actions.copied')) : message.error(t('actions.copyFailed'))));
}

function useOnEntry(): (action: MessageAction, item: EntryItem) => void {
  const { t } = useTranslation();
  const { stores } = useServices();
  const { message, modal } = useFeedback();
  const { client } = useServices();
  const attempt = useToldAttempt();
  const copy = useCopy();
  const hide = useHide();

  const star = async ({ conversationId, seq }: EntryItem, starred: boolean): Promise<void> => {
    if (!(await attempt(starred ? client.star(conversationId, seq) : client.unstar(conversationId, seq)))) return;
    keepStarred(stores.actions, [favouriteKey({ conversationId, seq })], starred);
    message.success(starred ? t('actions.starred') : t('actions.unstarred'));
  };
  const recall = ({ conversationId, seq, mine }: EntryItem): void => {
    const call = (): void => void attempt(client.recall(conversationId, seq));
    if (mine) call();
    else
      modal.confirm({
        icon: null,
        centered: true,
        title: t('actions.recallOther'),
        content: t('actions.recallOtherHint'),
        okText: t('actions.recall'),
        okButtonProps: { danger: true },
        cancelText: t('actions.cancel'),
        onOk: call,
      });
  };

  return (action, item) => {
    const { conversationId, seq } = item;
    switch (action) {
      case 'reply':
      case 'edit':
        return setTarget(stores.compose, conversationId, { mode: action, item });
      case 'forward':
        return openDialog(stores.actions, { at: 'forward', items: [item] });
      case 'report':
      case 'details':
      case 'readers':
        return openDialog(stores.actions, { at: action, item });
      case 'select':
        return startSelection(stores.actions, item);
      case 'star':
      case 'unstar':
        return void star(item, action === 'star');
      case 'pin':
        return void attempt(client.pin(conversationId, seq));
      case 'unpin':
        return void attempt(client.unpin(conversationId, seq));
      case 'link':
        return copy(messageLink(conversationId, seq));
      case 'recall':
        return recall(item);
      case 'hide':
        return hide(conversationId, [seq]);
      default:
        return undefined;
    }
  };
}
