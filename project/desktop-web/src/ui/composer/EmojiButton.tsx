import { Popover } from 'antd';
import { Smile } from 'lucide-react';
import { memo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { hasKeyboard } from '../common/has-keyboard.js';
import { Icon } from '../common/Icon.js';
import { EmojiPicker } from '../emoji/EmojiPicker.js';
import styles from './Composer.module.css';
import type { Field } from './use-field.js';

/** Puts emoji where the caret is; stays open for more until Esc or a click elsewhere. A popover is too dear to be drawn with every key. */
export const EmojiButton = memo(function EmojiButton({ insert, focus }: Pick<Field, 'insert' | 'focus'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const content = useRef<HTMLDivElement>(null);
  // While the popup is still hidden nothing in it can take the focus.
  const search = (shown: boolean): void => {
    if (shown && hasKeyboard()) content.current?.querySelector('input')?.focus();
  };
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setOpen(false);
    focus();
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      afterOpenChange={search}
      trigger="click"
      placement="topRight"
      arrow={false}
      // On a phone the picker is wider than what is to the left of the button.
      align={{ overflow: { shiftX: 12 } }}
      destroyOnHidden
      styles={{ container: { padding: 0 } }}
      content={
        <div ref={content} onKeyDown={closeOnEscape}>
          <EmojiPicker onPick={(emoji) => insert(emoji)} />
        </div>
      }
    >
      <button
        type="button"
        className={styles.tool}
        aria-label={t('composer.emoji')}
        title={t('composer.emoji')}
        aria-expanded={open}
        onKeyDown={closeOnEscape}
        data-testid="emoji-button"
      >
        <Icon of={Smile} size={22} />
      </button>
    </Popover>
  );
});
