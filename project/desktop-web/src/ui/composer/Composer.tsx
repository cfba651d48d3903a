import { SendHorizontal } from 'lucide-react';
import type { Id } from '@godwit/shared/ids/id';
import { App } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Icon } from '../common/Icon.js';
import styles from './Composer.module.css';
import { ComposerField } from './ComposerField.js';
import { useComposerBlock } from './use-composer-block.js';
import { useDraft } from './use-draft.js';

/** Characters; stays below the server's limit for a body in any script. */
const MAX_CHARACTERS = 8_000;
/** The counter appears when this many are left. */
const COUNTER_FROM = 500;

interface ComposerProps {
  readonly conversationId: Id;
  /** '0' when the conversation is not known yet or has no peer. */
  readonly peerId: Id;
}

/** Where a message is written, or why none can be. */
export function Composer({ conversationId, peerId }: ComposerProps) {
  const blocked = useComposerBlock(peerId);
  if (blocked === null) return <OpenComposer conversationId={conversationId} />;
  return (
    <footer className={styles.blocked} data-testid="composer-blocked" role="note">
      {blocked}
    </footer>
  );
}

function OpenComposer({ conversationId }: { conversationId: Id }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { chat } = useServices();
  const [text, setText] = useDraft(conversationId);
  const box = useRef<HTMLDivElement>(null);
  const tooLong = text.length > MAX_CHARACTERS;
  const sendable = text.trim() !== '' && !tooLong;

  const send = async (): Promise<void> => {
    if (!sendable) return;
    setText('');
    box.current?.querySelector('textarea')?.focus({ preventScroll: true });
    if (await chat.send(conversationId, text.trim())) return;
    setText((typed) => (typed === '' ? text : `${text}\n${typed}`));
    void message.error(t('composer.notSaved'));
  };

  return (
    <footer className={styles.composer}>
      <div ref={box} className={styles.box} data-invalid={tooLong}>
        <ComposerField text={text} invalid={tooLong} onChange={setText} onSend={() => void send()} />
        <button
          type="button"
          className={styles.send}
          aria-label={t('composer.send')}
          title={t('composer.send')}
          disabled={!sendable}
          onClick={() => void send()}
          data-testid="send"
        >
          <Icon of={SendHorizontal} size={21} />
        </button>
      </div>
      {text.length > MAX_CHARACTERS - COUNTER_FROM && (
        <p className={styles.note} data-invalid={tooLong} role="status">
          {t('composer.counter', { count: text.length, max: MAX_CHARACTERS })} {tooLong && t('composer.tooLong')}
        </p>
      )}
    </footer>
  );
}
