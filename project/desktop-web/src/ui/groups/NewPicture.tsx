import { Camera } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../common/Icon.js';
import styles from './NewPicture.module.css';
import { usePicture } from './use-picture.js';

/** The picture that a group will have; none is needed. */
export function NewPicture({ picture, onPicture }: { picture: Blob | null; onPicture: (picture: Blob) => void }) {
  const { t } = useTranslation();
  const chooser = usePicture(onPicture);
  const url = useMemo(() => (picture === null ? null : URL.createObjectURL(picture)), [picture]);
  useEffect(() => () => void (url !== null && URL.revokeObjectURL(url)), [url]);
  return (
    <>
      <button
        type="button"
        className={styles.picture}
        onClick={chooser.choose}
        aria-label={t('group.choosePicture')}
        title={t('group.choosePicture')}
        data-testid="new-group-picture"
      >
        {url === null ? <Icon of={Camera} size={22} /> : <img src={url} alt="" />}
      </button>
      {chooser.parts}
    </>
  );
}
