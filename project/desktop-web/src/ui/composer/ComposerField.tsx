import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Composer.module.css';
import { enterAction } from './enter-action.js';

interface ComposerFieldProps {
  readonly text: string;
  readonly invalid: boolean;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
}

const hasKeyboard = (): boolean => matchMedia('(hover: hover)').matches;

/** Grows from 1 to 8 lines with its text. */
export function ComposerField({ text, invalid, onChange, onSend }: ComposerFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = input.current;
    if (area === null) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);
  // On a phone the keyboard that slides in would cover half of the chat.
  useEffect(() => {
    if (hasKeyboard()) input.current?.focus({ preventScroll: true });
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, shiftKey, altKey, nativeEvent } = event;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari says only by it that an input method took the key.
    const press = { key, shiftKey, altKey, keyCode: event.keyCode, isComposing: nativeEvent.isComposing };
    if (enterAction(press) !== 'send') return;
    event.preventDefault();
    onSend();
  };

  return (
    <textarea
      ref={input}
      className={styles.input}
      rows={1}
      dir="auto"
      value={text}
      placeholder={t('composer.placeholder')}
      aria-label={t('composer.placeholder')}
      aria-invalid={invalid}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
      data-testid="composer-input"
    />
  );
}
