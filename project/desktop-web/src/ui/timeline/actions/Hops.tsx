import type { EntryItem } from '@godwit/client/view/timeline';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../state/app-services.js';
import styles from './dialogs.module.css';
import { hopSteps, type HopStep } from './hop-steps.js';

/** Where the time of a message of this run went, from the outbox to the acknowledgement; nothing of others. */
export function Hops({ item: { conversationId, seq } }: { item: EntryItem }) {
  const { t } = useTranslation();
  const { client } = useServices();
  const { data } = useQuery({
    queryKey: ['hops', conversationId, seq],
    queryFn: async () => (await client.hops(conversationId, seq)) ?? null,
    networkMode: 'always',
    staleTime: 0,
  });
  const words: Record<HopStep, string> = {
    outbox: t('actions.hop.outbox'),
    network: t('actions.hop.network'),
    forward: t('actions.hop.forward'),
    queue: t('actions.hop.queue'),
    commit: t('actions.hop.commit'),
    publish: t('actions.hop.publish'),
    total: t('actions.hop.total'),
  };
  const steps = data ? hopSteps(data) : [];
  if (steps.length === 0) return null;
  return (
    <section aria-label={t('actions.hops')} className={styles.section}>
      <h3>{t('actions.hops')}</h3>
      <dl className={styles.details} data-testid="message-hops">
        {steps.map(([step, ms]) => (
          <div key={step} className={styles.pair}>
            <dt>{words[step]}</dt>
            <dd>{t('actions.ms', { ms: ms.toFixed(1) })}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
