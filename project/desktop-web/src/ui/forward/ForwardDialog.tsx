import type { EntryItem } from '@godwit/client/view/timeline';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endSelection } from '../../state/action-store.js';
import { useServices } from '../../state/app-services.js';
import { Preview } from './Preview.js';
import { TargetsDialog } from './TargetsDialog.js';

interface ForwardDialogProps {
  /** Of one conversation, in order of seq. */
  readonly items: readonly EntryItem[];
  readonly onClose: () => void;
}

/** To whom, how, and with which note (F-37). Nothing is sent unless everything can be. */
export function ForwardDialog({ items, onClose }: ForwardDialogProps) {
  const { t } = useTranslation();
  const { client, stores } = useServices();
  const [merged, setMerged] = useState(false);
  const from = items[0]?.conversationId ?? '';
  const seqs = items.map(({ seq }) => seq);
  return (
    <TargetsDialog
      title={t('forward.title', { count: items.length })}
      words={{
        send: (count) => (count === 0 ? t('forward.send') : t('forward.sendTo', { count })),
        done: (count) => t('forward.done', { count }),
      }}
      send={async (to, note) => {
        await client.forward(from, seqs, { to, merged, note });
        endSelection(stores.actions);
      }}
      onClose={onClose}
    >
      {items.length > 1 && (
        <Segmented
          block
          aria-label={t('forward.mode')}
          value={merged ? 'merged' : 'single'}
          onChange={(mode) => setMerged(mode === 'merged')}
          options={[
            { value: 'single', label: t('forward.single') },
            { value: 'merged', label: t('forward.merged') },
          ]}
        />
      )}
      <Preview items={items} />
    </TargetsDialog>
  );
}
