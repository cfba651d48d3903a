import { SendHorizontal, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { durationLabel } from '../../common/duration-label.js';
import { Icon } from '../../common/Icon.js';
import composer from '../Composer.module.css';
import { MAX_VOICE_MS, MIN_VOICE_MS, type Recorded, type Recording, recordVoice } from './record-voice.js';
import styles from './VoiceRecorder.module.css';

/** Bars of the live level: the last seconds. */
const BARS = 40;

interface VoiceRecorderProps {
  readonly onSend: (recorded: Recorded) => void;
  readonly onLeave: () => void;
  /** It was too short to be meant. */
  readonly onTooShort: () => void;
  /** The microphone is not to be had; name of the DOMException. */
  readonly onRefused: (reason: string) => void;
}

/** In place of the field while something is recorded. Enter sends, Esc throws away; leaving the chat does too. */
export function VoiceRecorder({ onSend, onLeave, onTooShort, onRefused }: VoiceRecorderProps) {
  const { t } = useTranslation();
  const [level, setLevel] = useState({ elapsedMs: 0, peaks: [] as readonly number[] });
  const recording = useRef<Promise<Recording> | null>(null);
  const send = useRef<HTMLButtonElement>(null);
  /** What was pressed; it takes a moment until the recording is there. */
  const end = useRef<'send' | 'discard' | null>(null);
  const refused = useRef(onRefused);
  const isFull = level.elapsedMs >= MAX_VOICE_MS;

  useEffect(() => {
    send.current?.focus();
    const begun = recordVoice((peak, elapsedMs) => setLevel(({ peaks }) => ({ elapsedMs, peaks: [...peaks, peak].slice(-BARS) })));
    recording.current = begun;
    begun.catch((error: unknown) => refused.current(error instanceof DOMException ? error.name : ''));
    return () =>
      void begun.then(
        ({ discard }) => discard(),
        () => undefined,
      );
  }, []);

  const leave = (): void => {
    end.current = 'discard';
    onLeave();
  };
  const finish = async (): Promise<void> => {
    if (end.current !== null) return;
    end.current = 'send';
    const recorded = await recording.current?.then(
      (one) => one.finish(),
      () => undefined, // said by onRefused
    );
    if (recorded === undefined || end.current !== 'send') return;
    if (recorded.durationMs < MIN_VOICE_MS) onTooShort();
    else onSend(recorded);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    leave();
  };

  return (
    <div className={styles.recorder} role="group" aria-label={t('voice.recording')} onKeyDown={onKeyDown} data-testid="voice-recorder">
      <button type="button" className={composer.tool} aria-label={t('voice.discard')} title={`${t('voice.discard')} (Esc)`} onClick={leave}>
        <Icon of={Trash2} size={20} />
      </button>
      <span className={styles.dot} data-full={isFull} />
      <time className={styles.time} role="timer">
        {durationLabel(level.elapsedMs)}
      </time>
      <Level peaks={isFull ? null : level.peaks} />
      <button
        ref={send}
        type="button"
        className={composer.send}
        aria-label={t('voice.send')}
        title={t('voice.send')}
        onClick={() => void finish()}
        data-testid="send-voice"
      >
        <Icon of={SendHorizontal} size={21} />
      </button>
    </div>
  );
}

/** null: nothing is recorded any more. */
function Level({ peaks }: { peaks: readonly number[] | null }) {
  const { t } = useTranslation();
  return peaks === null ? (
    <p className={styles.full} role="status">
      {t('voice.full')}
    </p>
  ) : (
    <div className={styles.bars} aria-hidden="true">
      {peaks.map((peak, at) => (
        <span key={at} style={{ height: heightOf(peak) }} />
      ))}
    </div>
  );
}

/** Speech seldom comes near the loudest that can be recorded. */
const heightOf = (peak: number): string => `${Math.max(8, Math.min(100, peak * 160))}%`;
