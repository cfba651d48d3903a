import { Check, Pencil, X } from 'lucide-react';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../common/Icon.js';
import styles from './LineField.module.css';

interface LineFieldProps {
  readonly label: string;
  readonly value: string;
  /** Shown while there is none. */
  readonly none: string;
  readonly maxLength: number;
  readonly busy: boolean;
  /** `close` when it is kept; while it is not, what was typed stays. */
  readonly onSave: (value: string, close: () => void) => void;
  readonly testId: string;
}

/** A text that is changed in its place: Enter keeps it, Esc leaves it as it was. */
export function LineField(props: LineFieldProps) {
  const { t } = useTranslation();
  const { label, value, none, testId } = props;
  const [at, setAt] = useState<'untouched' | 'open' | 'closed'>('untouched');
  if (at === 'open') return <Editor {...props} onClose={() => setAt('closed')} />;
  return (
    <div className={styles.field}>
      <span className={styles.text}>
        <span className={styles.label}>{label}</span>
        <span className={styles.value} data-none={value === ''} dir="auto" data-testid={testId}>
          {value || none}
        </span>
      </span>
      <Button
        type="text"
        autoFocus={at === 'closed'}
        icon={<Icon of={Pencil} size={17} />}
        aria-label={t('people.edit', { what: label })}
        onClick={() => setAt('open')}
        data-testid={`${testId}-edit`}
      />
    </div>
  );
}

function Editor({ label, value, maxLength, busy, onSave, testId, onClose }: LineFieldProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(value);
  const save = (): void => {
    if (busy) return;
    if (draft.trim() === value) onClose();
    else onSave(draft.trim(), onClose);
  };
  return (
    <div className={styles.field}>
      <Input
        autoFocus
        value={draft}
        maxLength={maxLength}
        aria-label={label}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') save();
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
        data-testid={`${testId}-input`}
      />
      <Button
        type="text"
        loading={busy}
        icon={<Icon of={Check} size={18} />}
        aria-label={t('people.save')}
        onClick={save}
        data-testid={`${testId}-save`}
      />
      <Button type="text" icon={<Icon of={X} size={18} />} aria-label={t('people.cancel')} onClick={onClose} />
    </div>
  );
}
