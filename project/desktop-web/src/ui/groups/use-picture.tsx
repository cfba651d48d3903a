import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeedback } from '../common/feedback.js';
import { CropDialog } from '../settings/CropDialog.js';
import { readImage } from '../settings/cut-image.js';

const TYPES = 'image/png,image/jpeg,image/gif,image/webp';

interface PictureChooser {
  readonly choose: () => void;
  /** The hidden file field and the dialog; belongs somewhere in what is rendered. */
  readonly parts: ReactNode;
}

/** A file of this device, cut to a square without its metadata. */
export function usePicture(onPicture: (picture: Blob) => void): PictureChooser {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const input = useRef<HTMLInputElement>(null);
  const [image, setImage] = useState<HTMLImageElement | null>(null);

  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const chosen = await readImage(file);
    if (chosen === null) message.error(t('account.pictureUnreadable'));
    setImage(chosen);
  };
  const close = (): void => {
    if (image !== null) URL.revokeObjectURL(image.src);
    setImage(null);
  };
  const done = (picture: Blob): void => {
    close();
    onPicture(picture);
  };
  return {
    choose: () => input.current?.click(),
    parts: (
      <>
        <input
          ref={input}
          type="file"
          accept={TYPES}
          hidden
          aria-label={t('account.choosePicture')}
          data-testid="picture-file"
          onChange={(event) => {
            void read(event.target.files?.[0]);
            // The same file may be chosen again.
            event.target.value = '';
          }}
        />
        {image !== null && <CropDialog image={image} onCancel={close} onDone={done} />}
      </>
    ),
  };
}
