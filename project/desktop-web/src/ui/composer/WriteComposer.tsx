import type { Id } from '@godwit/shared/ids/id';
import { type ClipboardEvent, useEffect } from 'react';
import { useServices, useUploads } from '../../state/app-services.js';
import { type ComposeTarget, setTarget } from '../../state/compose-store.js';
import { stagedIn } from '../../state/upload-store.js';
import { AttachButton } from '../uploads/AttachButton.js';
import { DropArea } from '../uploads/DropArea.js';
import { StagedTray } from '../uploads/StagedTray.js';
import { useStage } from '../uploads/use-stage.js';
import styles from './Composer.module.css';
import { ComposerFrame } from './ComposerFrame.js';
import { lastEditable } from './editable.js';
import { TargetBar } from './TargetBar.js';
import { useDraft } from './use-draft.js';
import { useField } from './use-field.js';
import { useSend } from './use-send.js';
import { useVoice } from './voice/use-voice.js';

/** A new message, which may answer another one. */
export function WriteComposer({ conversationId, reply }: { conversationId: Id; reply: ComposeTarget | null }) {
  const { client, drafts, stores } = useServices();
  const hasFiles = useUploads((state) => stagedIn(state, conversationId).length > 0);
  const stage = useStage(conversationId);
  const [text, setText] = useDraft(conversationId);
  const field = useField(text);
  const { focus } = field;
  const { quote, send } = useSend({ conversationId, text, reply });
  const aim = (target: ComposeTarget | null): void => setTarget(stores.compose, conversationId, target);
  const voice = useVoice(conversationId, quote, (sent) => sent && aim(null));
  useEffect(() => {
    if (reply !== null) focus();
  }, [reply, focus]);

  const type = (typed: string): void => {
    setText(typed);
    client.setTyping(conversationId, typed !== '');
  };
  const sendAndGoOn = (): void => {
    focus();
    void send();
  };
  const editLast = (): boolean => {
    const item = lastEditable(client.entries(conversationId), Date.now());
    if (item !== undefined) aim({ mode: 'edit', item });
    return item !== undefined;
  };
  const leaveReply = (): boolean => {
    aim(null);
    focus();
    return reply !== null;
  };

  return (
    <ComposerFrame
      conversationId={conversationId}
      field={field}
      text={text}
      mode="write"
      sendable={text.trim() !== '' || hasFiles}
      onChange={type}
      onSend={sendAndGoOn}
      onEscape={leaveReply}
      onUp={editLast}
      onPick={(pick) => drafts.pick(conversationId, pick)}
      onPaste={(event) => stage(pastedFiles(event))}
      above={
        <>
          <DropArea onFiles={stage} />
          {reply !== null && <TargetBar target={reply} onLeave={leaveReply} />}
          <StagedTray conversationId={conversationId} />
        </>
      }
      before={<AttachButton className={styles.tool} onFiles={stage} />}
      idle={voice.button}
      instead={voice.recorder}
    />
  );
}

/** Office programs give a picture of what they also give as text: that is pasted as text. */
function pastedFiles(event: ClipboardEvent): readonly File[] {
  const { files, types } = event.clipboardData;
  if (files.length === 0 || types.includes('text/plain')) return [];
  event.preventDefault();
  return [...files];
}
