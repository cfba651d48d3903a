import type { Id } from '@godwit/shared/ids/id';
import { App } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Answered } from '../../state/contact-actions.js';
import { useFailureWords } from './use-failure-words.js';

/** A call behind a button: busy while it runs, a message when it fails, `then` when it worked. */
export function useAnswer() {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const words = useFailureWords();
  const [busy, setBusy] = useState(false);

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
