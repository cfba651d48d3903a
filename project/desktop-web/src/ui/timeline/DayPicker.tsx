import { Calendar } from 'antd';
import dayjs from 'dayjs';
import styles from './TimelineRow.module.css';

interface DayPickerProps {
  /** ms since 1970; this day is marked. */
  readonly day: number;
  /** The beginning of the day that was chosen, ms since 1970. */
  readonly onPick: (since: number) => void;
}

/** A month to choose a day from; nothing lies in the future. */
export function DayPicker({ day, onPick }: DayPickerProps) {
  return (
    <div className={styles.calendar} data-testid="day-picker">
      <Calendar
        fullscreen={false}
        defaultValue={dayjs(day)}
        disabledDate={(date) => date.isAfter(dayjs(), 'day')}
        onSelect={(date, { source }) => {
          if (source === 'date') onPick(date.startOf('day').valueOf());
        }}
      />
    </div>
  );
}
