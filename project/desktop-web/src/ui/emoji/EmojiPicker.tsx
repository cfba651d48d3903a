import { lazy, Suspense } from 'react';
import styles from './EmojiPicker.module.css';

const EmojiPanel = lazy(async () => ({ default: (await import('./EmojiPanel.js')).EmojiPanel }));

export interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void;
}

/** All emoji with a search, those used last first; put it into a popover. Its code and data are loaded when it is opened. */
export function EmojiPicker({ onPick }: EmojiPickerProps) {
  return (
    <Suspense fallback={<div className={styles.picker} aria-busy="true" />}>
      <EmojiPanel onPick={onPick} />
    </Suspense>
  );
}
