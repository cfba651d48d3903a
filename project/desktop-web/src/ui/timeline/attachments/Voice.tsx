import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import { LoaderCircle, Pause, Play, RotateCw } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useServices } from '../../../state/app-services.js';
import { Icon } from '../../common/Icon.js';
import { durationLabel } from '../../common/duration-label.js';
import styles from './Voice.module.css';
import { barsOf } from './waveform.js';

const BARS = 36;
const STEP = 0.05;

/** A voice message: play and pause, its shape, which is also where to seek, and how fast. */
export function Voice({ item, attachment }: { item: EntryItem | PendingItem; attachment: Attachment }) {
  const { t } = useTranslation();
  const { playback } = useServices();
  const { key } = item;
  const at = useStore(playback.store, (state) => (state.key === key ? state.at : 'stopped'));
  const fraction = useStore(playback.store, (state) => (state.key === key ? state.fraction : 0));
  const rate = useStore(playback.store, (state) => state.rate);
  const bars = useMemo(() => barsOf(attachment.waveform, BARS), [attachment.waveform]);
  const { durationMs } = attachment;
  const active = at === 'playing' || at === 'paused';

  const onPointerDown = ({ currentTarget, clientX }: PointerEvent<HTMLElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    if (active && width > 0) playback.seek(key, (clientX - left) / width);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (step === 0 || !active) return;
    event.preventDefault();
    event.stopPropagation();
    playback.seek(key, Math.min(1, Math.max(0, fraction + step)));
  };
  const label = at === 'playing' ? t('timeline.voicePause') : at === 'failed' ? t('timeline.voiceFailed') : t('timeline.voicePlay');
  return (
    <span className={styles.voice} data-testid="voice" data-state={at}>
      <button
        type="button"
        className={styles.play}
        onClick={() => void playback.toggle(key, attachment.fileId, durationMs)}
        aria-label={label}
        title={label}
        data-testid="voice-play"
      >
        <Icon of={at === 'playing' ? Pause : at === 'failed' ? RotateCw : at === 'loading' ? LoaderCircle : Play} size={18} />
      </button>
      <span
        className={styles.wave}
        role="slider"
        tabIndex={0}
        aria-label={t('timeline.voicePlace')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(fraction * 100)}
        aria-valuetext={durationLabel(fraction * durationMs)}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
        data-testid="voice-wave"
      >
        {bars.map((height, bar) => (
          <i key={bar} style={{ height: `${height}%` }} data-played={(bar + 1) / BARS <= fraction} />
        ))}
      </span>
      <span className={styles.time}>{durationLabel(active ? fraction * durationMs : durationMs)}</span>
      {active && (
        <button
          type="button"
          className={styles.rate}
          onClick={() => playback.nextRate()}
          aria-label={t('timeline.voiceRate', { rate })}
          data-testid="voice-rate"
        >
          {rate}×
        </button>
      )}
    </span>
  );
}
