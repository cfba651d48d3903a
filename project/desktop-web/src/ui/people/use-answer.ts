import type { Id } from '@godwit/shared/ids/id';
import { App } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useServices } from '../../state/app-services.js';
import type { ChatClient } from '../../state/chat-client.js';
import type { Answered } from '../../state/contact-actions.js';
import { useFailureWords } from './use-failure-words.js';

/** A call behind a button: busy while it runs, a message when it fails, `then` when it worked. */
export function useAnswer() {
  const { message } = App.useApp();
  const words = useFailureWords();
  const openChat = useOpenChat();
  const [busy, setBusy] = useState(false);

  const ask = async <T>(call: () => Promise<Answered<T>>, then?: (value: T) => void): Promise<void> => {
    setBusy(true);
    const answer = await call();
    setBusy(false);
    if (answer.at === 'failed') void message.error(words(answer.failure));
    else then?.(answer.value);
  };
  return { busy, ask, openChat };
}

/** A new conversation is pushed to this device a moment after the answer that names it; longer than this it is not waited for. */
const ARRIVAL_MS = 2_000;

/** Opens a conversation, as soon as this device has it. */
export function useOpenChat(): (conversationId: Id) => void {
  const navigate = useNavigate();
  const { client } = useServices();
  return (conversationId) => void arrived(client, conversationId).then(() => navigate(`/chat/${conversationId}`));
}

function arrived(client: ChatClient, conversationId: Id): Promise<void> {
  if (client.conversation(conversationId) !== undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, ARRIVAL_MS);
    const stop = client.on('conversations', () => {
      if (client.conversation(conversationId) !== undefined) done();
    });
  });
}
