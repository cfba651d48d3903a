import type { Id } from '@godwit/shared/ids/id';
import { App } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { type ComposeTarget, setTarget } from '../../state/compose-store.js';
import { picksIn } from '../../state/draft-store.js';
import { messageText } from '../common/entry-text.js';
import { ComposerFrame } from './ComposerFrame.js';
import { lastEditable } from './editable.js';
import { mentionsIn, quoteOf } from './message-content.js';
import { TargetBar } from './TargetBar.js';
import { useDraft } from './use-draft.js';
import { useField } from './use-field.js';

/** A new message, which may answer another one. */
export function WriteComposer({ conversationId, reply }: { conversationId: Id; reply: ComposeTarget | null }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { client, chat, drafts, stores } = useServices();
  const [text, setText] = useDraft(conversationId);
  const field = useField(text);
  const { focus } = field;
  useEffect(() => {
    if (reply !== null) focus();
  }, [reply, focus]);

  const aim = (target: ComposeTarget | null): void => setTarget(stores.compose, conversationId, target);
  const type = (typed: string): void => {
    setText(typed);
    client.setTyping(conversationId, typed !== '');
  };

  const send = async (): Promise<void> => {
    const picks = picksIn(stores.drafts.getState(), conversationId);
    const quote = reply === null ? {} : { replyTo: quoteOf(reply.item, messageText(reply.item, t)) };
    type('');
    aim(null);
    focus();
    if (await chat.send(conversationId, { text: text.trim(), ...mentionsIn(text, picks), ...quote })) return;
    setText((typed) => (typed === '' ? text : `${text}\n${typed}`));
    for (const pick of picks) drafts.pick(conversationId, pick);
    if (reply !== null) aim(reply);
    void message.error(t('composer.notSaved'));
  };

  const editLast = (): boolean => {
    const item = lastEditable(client.entries(conversationId), Date.now());
    if (item === undefined) return false;
    aim({ mode: 'edit', item });
    return true;
  };
  const leaveReply = (): boolean => {
    if (reply === null) return false;
    aim(null);
    focus();
    return true;
  };

  return (
    <ComposerFrame
      conversationId={conversationId}
      field={field}
      text={text}
      mode="write"
      sendable={text.trim() !== ''}
      onChange={type}
      onSend={() => void send()}
      onEscape={leaveReply}
      onUp={editLast}
      onPick={(pick) => drafts.pick(conversationId, pick)}
      above={reply !== null && <TargetBar target={reply} onLeave={leaveReply} />}
    />
  );
}
