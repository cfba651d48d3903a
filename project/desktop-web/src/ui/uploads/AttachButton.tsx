import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../common/Icon.js';

interface AttachButtonProps {
  readonly className: string | undefined;
  readonly onFiles: (files: readonly File[]) => void;
}

export function AttachButton({ className, onFiles }: AttachButtonProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={t('uploads.attach')}
        title={t('uploads.attach')}
        onClick={() => input.current?.click()}
        data-testid="attach"
      >
        <Icon of={Paperclip} size={21} />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
        data-testid="file-input"
      />
    </>
  );
}
