import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../state/failure.js';
import { FailureNote } from './FailureNote.js';

/** In place of what could not be read, with a button to ask again. */
export function FailedRest({ failure, again }: { failure: Failure; again: () => void }) {
  const { t } = useTranslation();
  return (
    <div data-testid="load-failed">
      <FailureNote failure={failure} />
      <Button onClick={again} data-testid="load-again">
        {t('app.tryAgain')}
      </Button>
    </div>
  );
}
