import type { Content } from '@godwit/client/client';
import type { Id } from '@godwit/shared/ids/id';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { type ComposeTarget, setTarget } from '../../state/compose-store.js';
import { picksIn } from '../../state/draft-store.js';
import { stagedIn } from '../../state/upload-store.js';
import { useFeedback } from '../common/feedback.js';
import { mentionsIn, quoteOf } from './message-content.js';
import { saidIn } from './said-in.js';

interface SendParts {
  readonly conversationId: Id;
  readonly text: string;
  readonly reply: ComposeTarget | null;
}

export interface Send {
  /** What the next message answers. */
  readonly quote: () => Content;
  readonly send: () => Promise<void>;
}

/** Sends what is written, with the files beside it. A text that could not be kept on this device comes back. */
export function useSend({ conversationId, text, reply }: SendParts): Send {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { client, chat, drafts, uploads, stores } = useServices();
  const quote = (): Content => (reply === null ? {} : { replyTo: quoteOf(reply.item, saidIn(reply.item, t)) });

  const send = async (): Promise<void> => {
    const { userId } = client;
    const picks = picksIn(stores.drafts.getState(), conversationId);
    const words = { text: text.trim(), ...mentionsIn(text, picks), ...quote() };
    drafts.save(conversationId, '');
    client.setTyping(conversationId, false);
    setTarget(stores.compose, conversationId, null);
    if (stagedIn(stores.uploads.getState(), conversationId).length > 0) return uploads.send(conversationId, words, picks);
    if ((await chat.send(conversationId, words)) || client.userId !== userId) return;
    drafts.giveBack(conversationId, text, picks);
    if (reply !== null && stores.compose.getState().targets[conversationId] === undefined) setTarget(stores.compose, conversationId, reply);
    message.error(t('composer.notSaved'));
  };
  return { quote, send };
}
