import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answered } from '../../state/contact-actions.js';
import { useFeedback } from '../common/feedback.js';
import { useFailureWords } from './use-failure-words.js';

export interface Confirm<T> {
  readonly title: string;
  /** What will happen. */
  readonly content: ReactNode;
  readonly ok: string;
  readonly call: () => Promise<Answered<T>>;
  readonly done?: (value: T) => void;
  readonly danger?: boolean;
}

/** Asks before something that cannot simply be taken back; a refusal is said in the catalog's words. */
export function useConfirm(): <T>(confirm: Confirm<T>) => void {
  const { t } = useTranslation();
  const { modal, message } = useFeedback();
  const words = useFailureWords();
  return ({ title, content, ok, call, done, danger = true }) =>
    modal.confirm({
      icon: null,
      centered: true,
      title,
      content,
      okText: ok,
      okButtonProps: { danger },
      cancelText: t('people.cancel'),
      onOk: async () => {
        const answer = await call();
        if (answer.at === 'failed') message.error(words(answer.failure));
        else done?.(answer.value);
      },
    });
}
