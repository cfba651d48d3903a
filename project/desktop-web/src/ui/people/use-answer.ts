import type { Id } from '@godwit/shared/ids/id';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useServices } from '../../state/app-services.js';
import { arrived } from '../../state/arrived.js';
import type { Answered } from '../../state/contact-actions.js';
import { useFeedback } from '../common/feedback.js';
import { useFailureWords } from './use-failure-words.js';

/** A call behind a button: busy while it runs, a message when it fails, `then` when it worked. */
export function useAnswer() {
  const { message } = useFeedback();
  const words = useFailureWords();
  const openChat = useOpenChat();
  const [busy, setBusy] = useState(false);

  const ask = async <T>(call: () => Promise<Answered<T>>, then?: (value: T) => void): Promise<void> => {
    setBusy(true);
    const answer = await call();
    setBusy(false);
    if (answer.at === 'failed') message.error(words(answer.failure));
    else then?.(answer.value);
  };
  return { busy, ask, openChat };
}

/** A chat that has not come by then is opened all the same: its page says what is the case. */
const ARRIVAL_MS = 2_000;

/** Opens a conversation, as soon as this device has it. */
export function useOpenChat(): (conversationId: Id) => void {
  const navigate = useNavigate();
  const { client } = useServices();
  return (conversationId) => void arrived(client, conversationId, ARRIVAL_MS).then(() => navigate(`/chat/${conversationId}`));
}
