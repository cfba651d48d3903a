import type { EntryItem } from '@godwit/client/view/timeline';
import { Image, Spin } from 'antd';
import { Download, MessageSquareShare, RotateCcwSquare, RotateCwSquare, X, ZoomIn, ZoomOut } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { cloneElement, type ImgHTMLAttributes, type ReactElement, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useServices } from '../../state/app-services.js';
import type { Viewed } from '../../state/viewer-store.js';
import { Icon } from '../common/Icon.js';
import { fullTime } from '../common/time-label.js';
import { useReturnFocus } from '../common/use-return-focus.js';
import { usePersonName } from '../common/use-person-name.js';
import { useLeaveDrawer } from '../drawer/use-leave-drawer.js';
import { download } from '../timeline/attachments/download.js';
import { isVideo, thumbnailUrl } from '../timeline/attachments/media.js';
import { useFileUrl } from '../timeline/attachments/use-file-url.js';
import { useWent } from '../timeline/use-went.js';
import styles from './MediaViewer.module.css';
import type { Medium } from './media-items.js';
import { type Older, useMedia } from './use-media.js';

/** Nothing is drawn where no address is known yet. */
const BLANK = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/** Pictures and videos of a conversation in full: zoom, rotate, the ones before and after, download, back to the message. */
export function MediaViewer({ viewed }: { viewed: Viewed }) {
  const { t } = useTranslation();
  const { stores } = useServices();
  const goTo = useGoTo();
  const { media, current, show, older, loadOlder } = useMedia(viewed);
  const medium = media[current];
  const address = useFileUrl(medium?.attachment.fileId ?? '', medium !== undefined);
  const close = (): void => stores.viewer.setState({ viewed: null });
  useReturnFocus();
  if (medium === undefined) return null;
  const { attachment } = medium;
  const url = address.at === 'ready' ? address.url : '';
  return (
    <Image.PreviewGroup
      items={media.map((one) => ({
        src: one === medium && url !== '' && !isVideo(attachment) ? url : thumbnailUrl(one.attachment) || BLANK,
      }))}
      styles={{ popup: { mask: { background: 'rgb(0 0 0 / 86%)' } } }}
      preview={{
        open: true,
        alt: t('viewer.label'),
        closeIcon: <CloseIcon />,
        current,
        onOpenChange: (open) => !open && close(),
        onChange: show,
        minScale: 0.5,
        countRender: (at, total) => <Caption medium={medium} place={`${at} / ${total}`} />,
        imageRender: (original) => (
          <Shown original={original} medium={medium} url={url} failed={address.at === 'failed' ? address.again : null} />
        ),
        actionsRender: (_, { actions }) => (
          <>
            {current === 0 && <OlderNote older={older} onMore={() => void loadOlder()} />}
            <div className={styles.actions} role="toolbar" aria-label={t('viewer.label')}>
              {!isVideo(attachment) && (
                <>
                  <Act of={ZoomOut} label={t('viewer.zoomOut')} onClick={actions.onZoomOut} testId="viewer-zoom-out" />
                  <Act of={ZoomIn} label={t('viewer.zoomIn')} onClick={actions.onZoomIn} testId="viewer-zoom-in" />
                  <Act of={RotateCcwSquare} label={t('viewer.rotateLeft')} onClick={actions.onRotateLeft} testId="viewer-rotate-left" />
                  <Act of={RotateCwSquare} label={t('viewer.rotateRight')} onClick={actions.onRotateRight} testId="viewer-rotate-right" />
                </>
              )}
              <Act
                of={Download}
                label={t('viewer.download')}
                onClick={() => download(url, attachment.name)}
                disabled={url === ''}
                testId="viewer-download"
              />
              <Act of={MessageSquareShare} label={t('viewer.goTo')} onClick={() => goTo(medium.item)} testId="viewer-go-to" />
            </div>
          </>
        ),
      }}
    />
  );
}

/** Out of the viewer, to the message. */
function useGoTo(): (item: EntryItem) => void {
  const { chat, stores } = useServices();
  const say = useWent();
  const leaveDrawer = useLeaveDrawer();
  return ({ conversationId, seq }) => {
    stores.viewer.setState({ viewed: null });
    leaveDrawer();
    void chat.goTo(conversationId, seq).then(say);
  };
}

interface ShownProps {
  readonly original: ReactElement;
  readonly medium: Medium;
  readonly url: string;
  /** null: it has not failed. */
  readonly failed: (() => void) | null;
}

function Shown({ original, medium: { key, attachment }, url, failed }: ShownProps) {
  const { t } = useTranslation();
  if (failed !== null)
    return (
      <button type="button" className={styles.failed} onClick={failed}>
        {t('timeline.pictureFailed')}
      </button>
    );
  if (url === '') return <Spin size="large" />;
  return isVideo(attachment) ? (
    <video key={key} className={styles.video} src={url} controls autoPlay playsInline />
  ) : (
    cloneElement(original as ReactElement<ImgHTMLAttributes<HTMLImageElement>>, { alt: attachment.name })
  );
}

/** At the oldest one that is there: why there is none before it, as far as there may be one. */
function OlderNote({ older, onMore }: { older: Older; onMore: () => void }) {
  const { t } = useTranslation();
  if (older === 'idle') return null;
  const words: Record<Exclude<Older, 'idle'>, string> = {
    loading: t('viewer.olderLoading'),
    none: t('viewer.olderNone'),
    failed: t('viewer.olderFailed'),
  };
  return (
    <div className={styles.older} role="status" data-testid="viewer-older" data-state={older}>
      {words[older]}
      {older !== 'loading' && (
        <button type="button" onClick={onMore} data-testid="viewer-look-further">
          {older === 'none' ? t('viewer.lookFurther') : t('app.tryAgain')}
        </button>
      )}
    </div>
  );
}

/** antd names its arrows by their icons, in English, and takes no others. */
function nameArrows(inside: HTMLElement | null, names: Readonly<Record<'prev' | 'next', string>>): void {
  const dialog = inside?.closest('[role="dialog"]');
  for (const [end, name] of Object.entries(names)) dialog?.querySelector(`[class*="switch-${end}"]`)?.setAttribute('aria-label', name);
}

function Caption({ medium: { item }, place }: { medium: Medium; place: string }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const name = usePersonName(item.conversationId, item.senderId) || t('chat.unknownName');
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => nameArrows(ref.current, { prev: t('viewer.previous'), next: t('viewer.next') }), [t]);
  return (
    <span ref={ref} className={styles.caption} data-testid="viewer-caption" data-seq={item.seq}>
      <b dir="auto">{name}</b> · {fullTime(item.createdAt, language)} · {place}
    </span>
  );
}

const CloseIcon = () => {
  const { t } = useTranslation();
  return (
    <>
      <Icon of={X} size={20} />
      <span className="gw-visually-hidden">{t('viewer.close')}</span>
    </>
  );
};

interface ActProps {
  readonly of: LucideIcon;
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly testId: string;
}

const Act = ({ of, label, onClick, disabled = false, testId }: ActProps) => (
  <button type="button" onClick={onClick} aria-label={label} title={label} disabled={disabled} data-testid={testId}>
    <Icon of={of} size={20} />
  </button>
);
