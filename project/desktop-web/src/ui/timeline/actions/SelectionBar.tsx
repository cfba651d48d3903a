import type { EntryItem } from '@godwit/client/view/timeline';
import { Tooltip } from 'antd';
import { Copy, Forward, type LucideIcon, Star, Trash2, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { endSelection, favouriteKey, keepStarred, openDialog, type Selection } from '../../../state/action-store.js';
import { useServices, useTimeline } from '../../../state/app-services.js';
import { useFeedback } from '../../common/feedback.js';
import { clockTime } from '../../common/time-label.js';
import { useNames } from '../../common/use-names.js';
import { Icon } from '../../common/Icon.js';
import { chosenItems } from './selected-items.js';
import styles from './SelectionBar.module.css';
import { useToldAttempt } from './use-told-attempt.js';
import { useHide } from './use-hide.js';
import { useCopy } from './use-perform.js';

/** Instead of the composer while messages are being chosen. Esc leaves. */
export function SelectionBar({ selection }: { selection: Selection }) {
  const { t } = useTranslation();
  const { stores } = useServices();
  const loaded = useTimeline((timeline) => timeline?.items);
  const items = chosenItems(selection, loaded ?? []);
  const { conversationId } = selection;
  const end = (): void => endSelection(stores.actions);
  const hide = useHide();
  const copy = useCopyAll(items);
  const star = useStarAll();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // A dialog above takes its own Esc.
      if (event.key === 'Escape' && stores.actions.getState().dialog === null && document.querySelector('[role="dialog"]') === null)
        endSelection(stores.actions);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [stores]);
  const none = items.length === 0;
  const wordless = items.every(({ body }) => body.text === '');
  return (
    <footer className={styles.bar} role="toolbar" aria-label={t('actions.selectionLabel')} data-testid="selection-bar">
      <button type="button" className={styles.close} aria-label={t('actions.cancel')} onClick={end} data-testid="end-selection">
        <Icon of={X} size={20} />
      </button>
      <Count count={items.length} reason={none ? t('actions.chooseFirst') : wordless ? t('actions.noText') : ''} />
      <BarButton
        icon={Forward}
        label={t('actions.forward')}
        disabled={none}
        onClick={() => openDialog(stores.actions, { at: 'forward', items })}
        testId="selected-forward"
      />
      <BarButton icon={Star} label={t('actions.star')} disabled={none} onClick={() => star(items, end)} testId="selected-star" />
      <BarButton icon={Copy} label={t('actions.copy')} disabled={wordless} onClick={copy} testId="selected-copy" />
      <BarButton
        icon={Trash2}
        label={t('actions.hide')}
        disabled={none}
        danger
        onClick={() =>
          hide(
            conversationId,
            items.map(({ seq }) => seq),
            end,
          )
        }
        testId="selected-hide"
      />
    </footer>
  );
}

/** How many are chosen, and why not everything can be done with them. */
function Count({ count, reason }: { count: number; reason: string }) {
  const { t } = useTranslation();
  return (
    <span className={styles.count} role="status" data-testid="selected-count" data-count={count}>
      {t('actions.selected', { count })} {reason !== '' && <small>{reason}</small>}
    </span>
  );
}

interface BarButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly disabled: boolean;
  readonly danger?: boolean;
  readonly onClick: () => void;
  readonly testId: string;
}

function BarButton({ icon, label, disabled, danger = false, onClick, testId }: BarButtonProps) {
  return (
    <Tooltip title={label}>
      <button
        type="button"
        className={styles.button}
        aria-label={label}
        disabled={disabled}
        data-danger={danger}
        onClick={onClick}
        data-testid={testId}
      >
        <Icon of={icon} size={20} />
        <span className={styles.label}>{label}</span>
      </button>
    </Tooltip>
  );
}

/** One message as it is; of several each with who wrote it and when. */
function useCopyAll(items: readonly EntryItem[]): () => void {
  const copy = useCopy();
  const nameOf = useNames(
    items[0]?.conversationId ?? '',
    items.map(({ senderId }) => senderId),
  );
  const written = items.filter(({ body }) => body.text !== '');
  return () =>
    copy(
      written.length === 1
        ? written.map(({ body }) => body.text).join('')
        : written.map(({ senderId, createdAt, body }) => `${nameOf(senderId)} ${clockTime(createdAt)}\n${body.text}`).join('\n\n'),
    );
}

/** As many as can be; a refusal is said and ends it. */
function useStarAll(): (items: readonly EntryItem[], then: () => void) => void {
  const { t } = useTranslation();
  const { client, stores } = useServices();
  const { message } = useFeedback();
  const attempt = useToldAttempt();
  return (items, then) =>
    void (async () => {
      for (const item of items) {
        if (!(await attempt(client.star(item.conversationId, item.seq)))) return;
        keepStarred(stores.actions, [favouriteKey(item)], true);
      }
      message.success(t('actions.starred'));
      then();
    })();
}
