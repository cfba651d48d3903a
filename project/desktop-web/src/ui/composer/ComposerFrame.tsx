import { Check, SendHorizontal } from 'lucide-react';
import type { Id } from '@godwit/shared/ids/id';
import type { ClipboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MentionPick } from '../../state/draft-store.js';
import { Icon } from '../common/Icon.js';
import styles from './Composer.module.css';
import { ComposerField } from './ComposerField.js';
import { EmojiButton } from './EmojiButton.js';
import { MentionList } from './MentionList.js';
import type { Field } from './use-field.js';
import { useMentions } from './use-mentions.js';

/** Characters; stays below the server's limit for a body in any script. */
const MAX_CHARACTERS = 8_000;
/** The counter appears when this many are left. */
const COUNTER_FROM = 500;

interface ComposerFrameProps {
  readonly conversationId: Id;
  readonly field: Field;
  readonly text: string;
  readonly mode: 'write' | 'edit';
  /** Whether there is something to send beside the text, or the text is enough. */
  readonly sendable: boolean;
  /** Why nothing can be sent, where the field alone does not say it. */
  readonly reason?: string;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
  readonly onEscape: () => boolean;
  readonly onUp?: () => boolean;
  readonly onPick: (pick: MentionPick) => void;
  readonly onPaste?: (event: ClipboardEvent) => void;
  /** Above the field: what is answered or edited, files. */
  readonly above?: ReactNode;
  readonly before?: ReactNode;
  /** In place of the send button while there is nothing to send. */
  readonly idle?: ReactNode | undefined;
  /** In place of field and buttons. */
  readonly instead?: ReactNode;
}

const nothing = (): boolean => false;

/** The field with its buttons, the list of members, and the counter. */
export function ComposerFrame(props: ComposerFrameProps) {
  const {
    conversationId,
    field,
    text,
    mode,
    onChange,
    onEscape,
    onUp = nothing,
    onPick,
    onPaste,
    above,
    before,
    idle,
    instead = null,
  } = props;
  const tooLong = text.length > MAX_CHARACTERS;
  const sendable = props.sendable && !tooLong;
  const mentions = useMentions({
    conversationId,
    text,
    caret: field.caret,
    onChoose: (pick, from) => {
      onPick(pick);
      field.insert(`@${pick.name} `, from);
    },
  });
  const send = (): void => {
    if (sendable) props.onSend();
  };

  return (
    <footer className={styles.composer} data-testid="composer">
      <div className={styles.box} data-invalid={tooLong}>
        <MentionList mentions={mentions} />
        {above}
        {instead ?? (
          <div className={styles.line}>
            {before}
            <ComposerField
              field={field}
              text={text}
              invalid={tooLong}
              mentions={mentions}
              onChange={onChange}
              onSend={send}
              onEscape={onEscape}
              onUp={onUp}
              onPaste={(event) => onPaste?.(event)}
            />
            <EmojiButton insert={field.insert} focus={field.focus} />
            {!sendable && !tooLong && idle !== undefined ? idle : <SendButton mode={mode} disabled={!sendable} onClick={send} />}
          </div>
        )}
      </div>
      <Counter length={text.length} />
      <Note text={props.reason} />
    </footer>
  );
}

function Note({ text = '' }: { text: string | undefined }) {
  if (text === '') return null;
  return (
    <p className={styles.note} role="status">
      {text}
    </p>
  );
}

/** Near the limit, and beyond it. */
function Counter({ length }: { length: number }) {
  const { t } = useTranslation();
  const tooLong = length > MAX_CHARACTERS;
  if (length <= MAX_CHARACTERS - COUNTER_FROM) return null;
  return (
    <p className={styles.note} data-invalid={tooLong} role="status">
      {t('composer.counter', { count: length, max: MAX_CHARACTERS })} {tooLong && t('composer.tooLong')}
    </p>
  );
}

function SendButton({ mode, disabled, onClick }: { mode: 'write' | 'edit'; disabled: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  const name = mode === 'edit' ? t('composer.saveEdit') : t('composer.send');
  return (
    <button type="button" className={styles.send} aria-label={name} title={name} disabled={disabled} onClick={onClick} data-testid="send">
      <Icon of={mode === 'edit' ? Check : SendHorizontal} size={21} />
    </button>
  );
}
