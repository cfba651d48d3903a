import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../i18n/error-text.js';
import { usePreferences, useServices } from '../../state/app-services.js';
import { type ComposeTarget, setTarget } from '../../state/compose-store.js';
import type { MentionPick } from '../../state/draft-store.js';
import { nameKey } from '../../state/people-store.js';
import { useFeedback } from '../common/feedback.js';
import { ComposerFrame } from './ComposerFrame.js';
import { editedContent } from './message-content.js';
import { TargetBar } from './TargetBar.js';
import { useField } from './use-field.js';

const NOBODY: readonly MentionPick[] = [];

/** Other words for a message. The draft of the conversation waits meanwhile. */
export function EditComposer({ target }: { target: ComposeTarget }) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { client, stores } = useServices();
  const language = usePreferences((state) => state.language);
  const { item } = target;
  const { conversationId, seq, body } = item;
  const [text, setText] = useState(target.text ?? body.text);
  const [picks, setPicks] = useState(target.picks ?? NOBODY);
  const field = useField(text);
  const isEmpty = text.trim() === '' && body.attachments.length === 0;

  // Another chat is looked at: the words wait here.
  const latest = useRef({ text, picks });
  useEffect(() => {
    latest.current = { text, picks };
  }, [text, picks]);
  useEffect(
    () => () => {
      const now = stores.compose.getState().targets[conversationId];
      if (now?.mode === 'edit' && now.item.seq === seq) setTarget(stores.compose, conversationId, { ...now, ...latest.current });
    },
    [stores, conversationId, seq],
  );

  const leave = (): boolean => {
    setTarget(stores.compose, conversationId, null);
    return true;
  };

  const nameOf = (userId: string): string => {
    const known = stores.people.getState().names.get(nameKey(conversationId, userId));
    return known?.inGroup || known?.own || '';
  };

  const save = async (): Promise<void> => {
    const said = text.trim();
    leave();
    if (said === body.text) return;
    try {
      await client.edit(conversationId, seq, editedContent(item, said, nameOf, picks));
    } catch (error) {
      const reason = error instanceof Error && 'error' in error ? errorText(String(error.error), language) : undefined;
      message.error(reason ?? t('composer.notEdited'));
      const { targets } = stores.compose.getState();
      if (targets[conversationId] === undefined) setTarget(stores.compose, conversationId, { ...target, text: said, picks });
    }
  };

  return (
    <ComposerFrame
      conversationId={conversationId}
      field={field}
      text={text}
      mode="edit"
      sendable={!isEmpty}
      reason={isEmpty ? t('composer.editEmpty') : ''}
      onChange={setText}
      onSend={() => void save()}
      onEscape={leave}
      onPick={(pick) => setPicks((before) => [...before, pick])}
      above={<TargetBar target={target} onLeave={leave} />}
    />
  );
}
