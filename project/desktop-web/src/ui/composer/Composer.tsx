import type { Id } from '@godwit/shared/ids/id';
import { App } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Icon } from '../common/Icon.js';
import styles from './Composer.module.css';
import { enterAction } from './enter-action.js';
import { useComposerBlock } from './use-composer-block.js';

/** Characters; stays below the server's limit for a body in any script. */
const MAX_CHARACTERS = 8_000;
/** The counter appears when this many are left. */
const COUNTER_FROM = 500;
const DRAFT_DELAY_MS = 250;

const fineTouch = (): boolean => matchMedia('(hover: hover)').matches;

interface ComposerProps {
  readonly conversationId: Id;
  /** '0' when the conversation is not known yet or has no peer. */
  readonly peerId: Id;
}

/** 1–8 lines; Enter sends, Shift+Enter makes a line. What is typed is a draft of this device until it is sent. */
export function Composer({ conversationId, peerId }: ComposerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { chat, stores } = useServices();
  const [text, setText] = useState(() => stores.drafts.getState().drafts[conversationId] ?? '');
  const input = useRef<HTMLTextAreaElement>(null);
  const blocked = useComposerBlock(peerId);
  const tooLong = text.length > MAX_CHARACTERS;
  const sendable = text.trim() !== '' && !tooLong && blocked === null;

  useDraft(conversationId, text);
  useLayoutEffect(() => {
    const area = input.current;
    if (area === null) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);
  // A keyboard that slides in by itself would cover half of a phone.
  useEffect(() => {
    if (fineTouch()) input.current?.focus({ preventScroll: true });
  }, []);

  const send = async (): Promise<void> => {
    if (!sendable) return;
    setText('');
    chat.saveDraft(conversationId, '');
    input.current?.focus({ preventScroll: true });
    if (await chat.send(conversationId, text.trim())) return;
    setText((typed) => (typed === '' ? text : `${text}\n${typed}`));
    void message.error(t('composer.notSaved'));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, keyCode, shiftKey, altKey, nativeEvent } = event;
    if (enterAction({ key, keyCode, shiftKey, altKey, isComposing: nativeEvent.isComposing }) !== 'send') return;
    event.preventDefault();
    void send();
  };

  if (blocked !== null) {
    return (
      <footer className={styles.blocked} data-testid="composer-blocked" role="note">
        {blocked}
      </footer>
    );
  }
  return (
    <footer className={styles.composer}>
      <div className={styles.box} data-invalid={tooLong}>
        <textarea
          ref={input}
          className={styles.input}
          rows={1}
          dir="auto"
          value={text}
          placeholder={t('composer.placeholder')}
          aria-label={t('composer.placeholder')}
          aria-invalid={tooLong}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          data-testid="composer-input"
        />
        <button type="button" className={styles.send} aria-label={t('composer.send')} title={t('composer.send')} disabled={!sendable} onClick={() => void send()} data-testid="send">
          <Icon name="send" size={21} />
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

/** Keeps what is typed: soon after a pause, and at once when the chat or the page is left. */
function useDraft(conversationId: Id, text: string): void {
  const { chat } = useServices();
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
    const timer = setTimeout(() => chat.saveDraft(conversationId, text), DRAFT_DELAY_MS);
    return () => clearTimeout(timer);
  }, [chat, conversationId, text]);
  useEffect(() => {
    const save = (): void => chat.saveDraft(conversationId, latest.current);
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [chat, conversationId]);
}
