import type { EntryItem } from '@godwit/client/view/timeline';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Readers } from './Readers.js';

interface ReadersDialogProps {
  readonly item: EntryItem;
  readonly memberCount: number;
  readonly onClose: () => void;
}

/** Who has read a message of a group (F-29). */
export function ReadersDialog({ item, memberCount, onClose }: ReadersDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal open centered width={420} title={t('actions.readers')} footer={null} onCancel={onClose}>
      <Readers item={item} memberCount={memberCount} />
    </Modal>
  );
}
