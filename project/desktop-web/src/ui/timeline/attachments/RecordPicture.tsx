import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import { Image } from 'antd';
import { useState } from 'react';
import styles from './Album.module.css';
import { boxOf } from './media.js';
import { Picture } from './Picture.js';
import { useFileUrl } from './use-file-url.js';

/** A picture of a record: it belongs to no message of the conversation, so it opens alone. */
export function RecordPicture({ attachment }: { attachment: Attachment }) {
  const [open, setOpen] = useState(false);
  const address = useFileUrl(attachment.fileId, open);
  const { width, height } = boxOf(attachment);
  return (
    <span className={styles.single} style={{ width, aspectRatio: `${width} / ${height}` }}>
      <Picture attachment={attachment} onOpen={() => setOpen(true)} />
      {open && address.at === 'ready' && (
        <Image
          style={{ display: 'none' }}
          alt={attachment.name}
          src={address.url}
          preview={{ open: true, onOpenChange: setOpen, src: address.url }}
        />
      )}
    </span>
  );
}
