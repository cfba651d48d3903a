import { defaultEmojiDataResolver, EmojiPicker as Picker, type EmojiDataResolver } from 'frimousse';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useServices } from '../../state/app-services.js';
import { usedEmoji } from '../../state/preference-store.js';
import { hasKeyboard } from '../common/has-keyboard.js';
import styles from './EmojiPicker.module.css';
import type { EmojiPickerProps } from './EmojiPicker.js';

/** Put there by build/emoji-data.ts. What was loaded is kept in localStorage, so the picker also opens offline. */
const DATA_URL = '/emoji';
const COLUMNS = 9;

export function EmojiPanel({ onPick }: EmojiPickerProps) {
  const { t } = useTranslation();
  const { preferences } = useServices();
  const language = usePreferences((state) => state.language);
  const [failed, setFailed] = useState(false);
  const [search, setSearch] = useState('');
  const pick = (emoji: string): void => {
    usedEmoji(preferences, emoji);
    onPick(emoji);
  };
  const load: EmojiDataResolver = async (locale, options) => {
    try {
      return await defaultEmojiDataResolver(locale, options);
    } catch (error) {
      if (options.signal?.aborted !== true) setFailed(true);
      throw error;
    }
  };

  if (failed) {
    return (
      <div className={styles.picker}>
        <div className={styles.state} role="alert">
          {t('emoji.failed')}
          <button type="button" className={styles.retry} onClick={() => setFailed(false)}>
            {t('emoji.retry')}
          </button>
        </div>
      </div>
    );
  }
  return (
    <Picker.Root
      className={styles.picker}
      locale={language}
      columns={COLUMNS}
      emojibaseUrl={DATA_URL}
      resolveEmojiData={load}
      onEmojiSelect={({ emoji }) => pick(emoji)}
      data-testid="emoji-picker"
    >
      <div className={styles.head}>
        <Picker.Search
          className={styles.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={t('emoji.search')}
          aria-label={t('emoji.search')}
          autoFocus={hasKeyboard()}
        />
        <Picker.SkinToneSelector className={styles.tone} aria-label={t('emoji.skinTone')} title={t('emoji.skinTone')} />
      </div>
      {search === '' && <Recent onPick={pick} />}
      <Picker.Viewport className={styles.viewport}>
        <Picker.Loading className={styles.state}>{t('emoji.loading')}</Picker.Loading>
        <Picker.Empty className={styles.state}>{t('emoji.none')}</Picker.Empty>
        <Picker.List className={styles.list} components={LIST} />
      </Picker.Viewport>
    </Picker.Root>
  );
}

const LIST: NonNullable<Parameters<typeof Picker.List>[0]['components']> = {
  CategoryHeader: ({ category, ...props }) => (
    <div {...props} className={styles.category}>
      {category.label}
    </div>
  ),
  // The library counts rows and columns from 0, ARIA from 1.
  Row: ({ children, ...props }) => (
    <div {...props} aria-rowindex={(props['aria-rowindex'] ?? 0) + 1} className={styles.row}>
      {children}
    </div>
  ),
  Emoji: ({ emoji, ...props }) => (
    <button
      {...props}
      aria-colindex={(props['aria-colindex'] ?? 0) + 1}
      type="button"
      className={styles.emoji}
      data-active={emoji.isActive}
      title={emoji.label}
    >
      {emoji.emoji}
    </button>
  ),
};

/** As they were when the picker was opened: none moves away under the pointer. */
function Recent({ onPick }: EmojiPickerProps) {
  const { t } = useTranslation();
  const { preferences } = useServices();
  const [recent] = useState(() => preferences.getState().recentEmoji);
  if (recent.length === 0) return null;
  return (
    <section className={styles.recent} aria-label={t('emoji.recent')} data-testid="recent-emoji">
      <div className={styles.category}>{t('emoji.recent')}</div>
      <div className={styles.recentRow}>
        {recent.map((emoji) => (
          <button key={emoji} type="button" className={styles.emoji} onClick={() => onPick(emoji)}>
            {emoji}
          </button>
        ))}
      </div>
    </section>
  );
}
