import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './FilesView.module.css';

/** What stands below a list. stopped: the last look found none, there may be some before. */
export interface ListEnd {
  readonly at: 'loading' | 'stopped' | 'quiet';
  readonly more: () => void;
}

export const COMPONENTS = { Footer: ({ context }: { context: ListEnd }) => <Foot {...context} /> };

function Foot({ at, more }: ListEnd) {
  const { t } = useTranslation();
  if (at === 'quiet') return null;
  if (at === 'loading')
    return (
      <p className={styles.foot} role="status">
        {t('app.loading')}
      </p>
    );
  return (
    <div className={styles.foot}>
      <Button size="small" onClick={more} data-testid="look-further">
        {t('viewer.lookFurther')}
      </Button>
    </div>
  );
}
