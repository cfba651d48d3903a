import { useEffect, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../state/app-services.js';
import { hasKeyboard } from '../common/has-keyboard.js';
import styles from './Composer.module.css';
import { enterAction, isInputMethodKey } from './enter-action.js';
import { MENTION_LIST_ID, mentionOptionId } from './MentionList.js';
import type { Field } from './use-field.js';
import type { Mentions } from './use-mentions.js';

interface ComposerFieldProps {
  readonly field: Field;
  readonly text: string;
  readonly invalid: boolean;
  readonly mentions: Mentions;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
  /** Esc and ↑ in an empty field; false = there is nothing to do. */
  readonly onEscape: () => boolean;
  readonly onUp: () => boolean;
  readonly onPaste: (event: ClipboardEvent) => void;
}

export function ComposerField({ field, text, invalid, mentions, onChange, onSend, onEscape, onUp, onPaste }: ComposerFieldProps) {
  const { t } = useTranslation();
  const sendKey = usePreferences((state) => state.sendKey);
  const { area, moved, focus, insert } = field;
  const active = mentions.open !== null && mentions.open.list.length > 0 ? mentions.open.active : undefined;
  // On a phone the keyboard that slides in would cover half of the chat.
  useEffect(() => {
    if (hasKeyboard()) focus();
  }, [focus]);

  const isHandled = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    const { key, shiftKey, altKey, ctrlKey, metaKey, nativeEvent } = event;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari says only by it that an input method took the key.
    const press = { key, shiftKey, altKey, ctrlKey, metaKey, keyCode: event.keyCode, isComposing: nativeEvent.isComposing };
    if (isInputMethodKey(press)) return false;
    if (mentions.onKey(event)) return true;
    if (key === 'Escape') return onEscape();
    if (key === 'ArrowUp' && !altKey && text === '') return onUp();
    // Without a keyboard of its own a device has no Shift+Enter: there Enter makes a line, and the button sends.
    const action = hasKeyboard() ? enterAction(press, sendKey) : 'none';
    if (action === 'send') onSend();
    if (action === 'line') insert('\n');
    return action !== 'none';
  };

  return (
    <textarea
      ref={area}
      className={styles.input}
      rows={1}
      dir="auto"
      value={text}
      placeholder={t('composer.placeholder')}
      aria-label={t('composer.placeholder')}
      aria-invalid={invalid}
      aria-autocomplete="list"
      aria-controls={active === undefined ? undefined : MENTION_LIST_ID}
      aria-activedescendant={active === undefined ? undefined : mentionOptionId(active)}
      onChange={(event) => {
        onChange(event.target.value);
        moved();
      }}
      onSelect={moved}
      onKeyDown={(event) => {
        if (!isHandled(event)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onPaste={onPaste}
      data-testid="composer-input"
    />
  );
}
