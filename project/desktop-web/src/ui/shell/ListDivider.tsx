import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayout, useServices } from '../../state/app-services.js';
import { clampListWidth, LIST_WIDTH } from '../../state/layout-store.js';
import styles from './MessagesPage.module.css';

const STEP_PX = 16;

/** Between list and chat: drag it, or focus it and press ← → Home End; a double click gives the usual width. */
export function ListDivider() {
  const { t } = useTranslation();
  const { stores } = useServices();
  const width = useLayout((state) => state.listWidth);
  const setWidth = (next: number): void => stores.layout.setState({ listWidth: clampListWidth(next) });

  const onPointerDown = ({ currentTarget, pointerId }: PointerEvent): void => currentTarget.setPointerCapture(pointerId);
  const onPointerMove = ({ currentTarget, pointerId, clientX }: PointerEvent): void => {
    if (!currentTarget.hasPointerCapture(pointerId)) return;
    setWidth(clientX - (currentTarget.parentElement?.getBoundingClientRect().left ?? 0));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const widths: Partial<Record<string, number>> = {
      ArrowLeft: width - STEP_PX,
      ArrowRight: width + STEP_PX,
      Home: LIST_WIDTH.min,
      End: LIST_WIDTH.max,
    };
    const next = widths[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setWidth(next);
  };
  return (
    <div
      className={styles.divider}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('rail.listWidth')}
      aria-controls="conversations"
      aria-valuemin={LIST_WIDTH.min}
      aria-valuemax={LIST_WIDTH.max}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onDoubleClick={() => setWidth(LIST_WIDTH.usual)}
      onKeyDown={onKeyDown}
      data-testid="list-divider"
    />
  );
}
