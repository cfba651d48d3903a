import type { Id } from '@godwit/shared/ids/id';
import { Popover, Spin } from 'antd';
import { lazy, memo, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useServices } from '../../state/app-services.js';
import { dayLabel } from '../common/time-label.js';
import { useNow } from '../common/use-now.js';
import styles from './TimelineRow.module.css';
import { useWent } from './use-went.js';

const DayPicker = lazy(async () => ({ default: (await import('./DayPicker.js')).DayPicker }));

const MINUTE_MS = 60_000;

/** Begins a day; opens a calendar that leads to another one. */
export const DaySeparator = memo(function DaySeparator({ day, conversationId }: { day: number; conversationId: Id }) {
  const { t } = useTranslation();
  const { chat } = useServices();
  const language = usePreferences((state) => state.language);
  const now = useNow(MINUTE_MS);
  const say = useWent();
  const [open, setOpen] = useState(false);
  const label = dayLabel(day, now, language, { today: t('time.today'), yesterday: t('time.yesterday') });
  const go = (since: number): void => {
    setOpen(false);
    void chat.goToDate(conversationId, since).then((went) => (went === 'failed' ? say(went) : undefined));
  };
  return (
    <div className={styles.day}>
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        destroyOnHidden
        content={
          <Suspense fallback={<Spin />}>
            <DayPicker day={day} onPick={go} />
          </Suspense>
        }
      >
        <button type="button" aria-haspopup="dialog" aria-expanded={open} title={t('timeline.goToDate')} data-testid="day">
          {label}
        </button>
      </Popover>
    </div>
  );
});
