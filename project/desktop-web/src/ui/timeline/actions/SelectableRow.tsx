import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { Check } from 'lucide-react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_SELECTED, select } from '../../../state/action-store.js';
import { useActionState, useServices } from '../../../state/app-services.js';
import { Icon } from '../../common/Icon.js';
import { useFeedback } from '../../common/feedback.js';
import styles from './MessageActions.module.css';
import { selectableBetween } from './selected-items.js';

interface SelectableRowProps {
  readonly item: EntryItem | PendingItem;
  readonly children: ReactNode;
}

/** A click anywhere on it chooses it or no longer; with Shift all from the last one to it. What is not sent or recalled cannot be chosen. */
export function SelectableRow({ item, children }: SelectableRowProps) {
  const { t } = useTranslation();
  const { stores } = useServices();
  const { message } = useFeedback();
  const selectable = item.at === 'entry' && !item.recalled;
  const chosen = useActionState((state) => selectable && state.selection?.items.has(item.seq) === true);
  const toggle = (withRange: boolean): void => {
    const { selection } = stores.actions.getState();
    if (!selectable || selection === null) return;
    const items = stores.timeline.getState().timeline?.items ?? [];
    const pointed = withRange ? selectableBetween(items, selection.anchor, item.seq) : [item];
    if (!select(stores.actions, item.seq, pointed, withRange || !chosen)) message.warning(t('actions.tooMany', { count: MAX_SELECTED }));
  };
  const onClickCapture = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    toggle(event.shiftKey);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    toggle(event.shiftKey);
  };
  return (
    <div
      className={styles.selectable}
      data-message={item.key}
      data-chosen={chosen}
      role="checkbox"
      aria-checked={chosen}
      aria-disabled={!selectable}
      aria-label={t('actions.selectMessage', { text: item.body.text.slice(0, 80) })}
      tabIndex={-1}
      onClickCapture={onClickCapture}
      onKeyDown={onKeyDown}
      // Shift with a click would select text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      data-testid="selectable"
    >
      {selectable && (
        <span className={styles.check}>
          <Icon of={Check} size={14} />
        </span>
      )}
      <div inert>{children}</div>
    </div>
  );
}
