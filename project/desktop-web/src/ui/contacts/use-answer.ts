import type { Id } from '@godwit/shared/ids/id';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { errorText } from '../../i18n/error-text.js';
import { usePreferences } from '../../state/app-services.js';
import type { Answered } from '../../state/contact-actions.js';
import type { Failure } from '../../state/failure.js';

/** A call behind a button: busy while it runs, a message when it fails, `then` when it worked. */
export function useAnswer() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const language = usePreferences((state) => state.language);
  const [busy, setBusy] = useState(false);

  const words = (failure: Failure): string => {
    if (failure.at !== 'refused') return failure.at === 'offline' ? t('error.offline') : t('error.unreachable');
    return (failure.error && errorText(failure.error, language)) ?? t('error.unknown');
  };
  const ask = async <T>(call: () => Promise<Answered<T>>, then?: (value: T) => void): Promise<void> => {
    setBusy(true);
    const answer = await call();
    setBusy(false);
    if (answer.at === 'failed') void message.error(words(answer.failure));
    else then?.(answer.value);
  };
  const openChat = (conversationId: Id): void => void navigate(`/chat/${conversationId}`);
  return { busy, ask, openChat };
}
