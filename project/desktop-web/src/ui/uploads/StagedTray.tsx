import type { Id } from '@godwit/shared/ids/id';
import { File as FileIcon, Film, X } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices, useUploads } from '../../state/app-services.js';
import { canBeSmaller } from '../../state/upload-rules.js';
import { type StagedFile, stagedIn } from '../../state/upload-store.js';
import { Icon } from '../common/Icon.js';
import { sizeLabel } from '../common/size-label.js';
import styles from './Uploads.module.css';

/** What goes with the next message. */
export function StagedTray({ conversationId }: { conversationId: Id }) {
  const { t } = useTranslation();
  const { uploads } = useServices();
  const staged = useUploads((state) => stagedIn(state, conversationId));
  if (staged.length === 0) return null;
  return (
    <>
      <ul className={styles.staged} aria-label={t('uploads.staged')} data-testid="staged">
        {staged.map((one) => (
          <li key={one.id} className={styles.tile} title={one.file.name} data-kind={one.kind}>
            {one.kind === 'image' ? <Picture staged={one} /> : <Named staged={one} />}
            <button
              type="button"
              className={styles.remove}
              aria-label={t('uploads.remove', { name: one.file.name })}
              onClick={() => uploads.unstage(conversationId, one.id)}
            >
              <Icon of={X} size={14} />
            </button>
          </li>
        ))}
      </ul>
      {staged.some(({ kind, file }) => kind === 'image' && canBeSmaller(file)) && (
        <Original conversationId={conversationId} staged={staged} />
      )}
    </>
  );
}

/** Photos are made smaller unless this is on. */
function Original({ conversationId, staged }: { conversationId: Id; staged: readonly StagedFile[] }) {
  const { t } = useTranslation();
  const { uploads } = useServices();
  const pictures = staged.filter(({ kind }) => kind === 'image');
  const size = sizeLabel(pictures.reduce((sum, { file }) => sum + file.size, 0));
  return (
    <label className={styles.original}>
      <input
        type="checkbox"
        checked={pictures.every(({ original }) => original)}
        onChange={({ target }) => uploads.setOriginal(conversationId, target.checked)}
        data-testid="send-original"
      />
      {t('uploads.original', { size })}
    </label>
  );
}

function Picture({ staged: { file } }: { staged: StagedFile }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(file);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [file],
  );
  return <img ref={show} alt={file.name} />;
}

function Named({ staged: { file, kind } }: { staged: StagedFile }) {
  return (
    <div className={styles.named}>
      <Icon of={kind === 'video' ? Film : FileIcon} size={20} />
      <span dir="auto">{file.name}</span>
      <small>{sizeLabel(file.size)}</small>
    </div>
  );
}
