import type { Id } from '@godwit/shared/ids/id';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../state/app-services.js';
import { useFeedback } from '../../common/feedback.js';
import { useToldAttempt } from './use-told-attempt.js';

/** Neighbours together: one range each is what the server keeps. */
export function rangesOf(seqs: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const ranges: [number, number][] = [];
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && seq <= last[1] + 1) last[1] = seq;
    else ranges.push([seq, seq]);
  }
  return ranges;
}

/** Asks, then deletes messages for this user alone. `then`: after that. */
export function useHide(): (conversationId: Id, seqs: readonly number[], then?: () => void) => void {
  const { t } = useTranslation();
  const { client } = useServices();
  const { modal } = useFeedback();
  const attempt = useToldAttempt();
  return (conversationId, seqs, then) =>
    modal.confirm({
      icon: null,
      centered: true,
      title: t('actions.hideConfirm', { count: seqs.length }),
      content: t('actions.hideHint', { count: seqs.length }),
      okText: t('actions.delete'),
      okButtonProps: { danger: true },
      cancelText: t('actions.cancel'),
      onOk: async () => {
        for (const [from, to] of rangesOf(seqs)) if (!(await attempt(client.hide(conversationId, from, to)))) return;
        then?.();
      },
    });
}
