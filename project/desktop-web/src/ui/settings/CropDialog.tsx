import { Modal, Slider } from 'antd';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFeedback } from '../common/feedback.js';
import { useReturnFocus } from '../common/use-return-focus.js';
import { bounded, type Crop, type ImageSize, MAX_ZOOM, scaleOf, START } from './crop.js';
import styles from './CropDialog.module.css';
import { cutImage } from './cut-image.js';

/** Side of the window in px. */
const VIEW = 264;
const KEY_STEP = 12;
const ARROWS: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [KEY_STEP, 0],
  ArrowRight: [-KEY_STEP, 0],
  ArrowUp: [0, KEY_STEP],
  ArrowDown: [0, -KEY_STEP],
};

interface CropDialogProps {
  readonly image: HTMLImageElement;
  readonly onCancel: () => void;
  readonly onDone: (picture: Blob) => void;
}

interface Cropping {
  readonly crop: Crop;
  readonly change: (next: Partial<Crop>) => void;
  readonly drag: (event: PointerEvent) => void;
  readonly move: (event: KeyboardEvent) => void;
}

function useCrop(size: ImageSize): Cropping {
  const [crop, setCrop] = useState<Crop>(START);
  const change = (next: Partial<Crop>): void => setCrop((before) => bounded({ ...before, ...next }, size, VIEW));
  return {
    crop,
    change,
    drag: ({ buttons, movementX, movementY }) => {
      if (buttons !== 0) setCrop((before) => bounded({ ...before, x: before.x + movementX, y: before.y + movementY }, size, VIEW));
    },
    move: (event) => {
      const step = ARROWS[event.key];
      if (step === undefined) return;
      event.preventDefault();
      change({ x: crop.x + step[0], y: crop.y + step[1] });
    },
  };
}

/** The picture is dragged, or moved with the arrow keys, and enlarged with the slider or the wheel. */
export function CropDialog({ image, onCancel, onDone }: CropDialogProps) {
  const { t } = useTranslation();
  useReturnFocus();
  const { message } = useFeedback();
  const size = { width: image.naturalWidth, height: image.naturalHeight };
  const { crop, change, drag, move } = useCrop(size);
  const scale = scaleOf(size, VIEW, crop.zoom);
  const done = async (): Promise<void> => {
    const picture = await cutImage(image, crop, VIEW);
    if (picture === null) message.error(t('account.pictureUnreadable'));
    else onDone(picture);
  };

  return (
    <Modal
      open
      centered
      width={340}
      title={t('account.cropTitle')}
      okText={t('account.cropDone')}
      cancelText={t('settings.cancel')}
      onOk={() => void done()}
      onCancel={onCancel}
      okButtonProps={{ 'data-testid': 'crop-done' }}
    >
      <div
        className={styles.window}
        style={{ width: VIEW, height: VIEW }}
        role="application"
        tabIndex={0}
        aria-label={t('account.cropHint')}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={move}
        onWheel={(event) => change({ zoom: crop.zoom * (event.deltaY < 0 ? 1.06 : 1 / 1.06) })}
        data-testid="crop-window"
      >
        <img
          src={image.src}
          alt=""
          draggable={false}
          style={{
            width: size.width * scale,
            height: size.height * scale,
            transform: `translate(-50%, -50%) translate(${crop.x}px, ${crop.y}px)`,
          }}
        />
        <i className={styles.shape} />
      </div>
      <Zoom zoom={crop.zoom} change={change} />
    </Modal>
  );
}

function Zoom({ zoom, change }: { zoom: number; change: (next: Partial<Crop>) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.zoom}>
      <span>{t('account.cropZoom')}</span>
      <Slider
        min={1}
        max={MAX_ZOOM}
        step={0.05}
        value={zoom}
        onChange={(value) => change({ zoom: value })}
        tooltip={{ open: false }}
        ariaLabelForHandle={t('account.cropZoom')}
      />
    </div>
  );
}
