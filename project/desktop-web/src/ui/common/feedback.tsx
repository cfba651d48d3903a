// Short notices, and questions before something that cannot simply be taken back. antd's App does the same, and is a tenth of what a
// browser loads before somebody can sign in.
import type { ModalFuncProps } from 'antd';
import { type ComponentType, createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { type Shown, type Tone, WaitingFeedback } from './waiting-feedback.js';

type Notices = Readonly<Record<Tone, (text: string) => void>>;

export interface Feedback {
  readonly message: Notices;
  readonly modal: { readonly confirm: (question: ModalFuncProps) => void };
}

type Host = ComponentType<{ onReady: (shown: Shown) => void }>;

const FeedbackContext = createContext<Feedback | null>(null);

export function useFeedback(): Feedback {
  const feedback = useContext(FeedbackContext);
  if (feedback === null) throw new Error('useFeedback outside of its provider');
  return feedback;
}

export function FeedbackProvider({ children }: { children: ReactNode }) {
  const [waiting] = useState(() => new WaitingFeedback());
  const [feedback] = useState(() => feedbackBy(waiting.show));
  const [Host, setHost] = useState<Host | null>(null);
  useEffect(
    () =>
      waiting.onWanted(() => {
        const loaded = import('./FeedbackHost.js').then(({ FeedbackHost }) => setHost(() => FeedbackHost));
        loaded.catch(waiting.giveUp); // offline, and not in the cache: the next notice tries again
      }),
    [waiting],
  );
  return (
    <FeedbackContext value={feedback}>
      {children}
      {Host !== null && <Host onReady={waiting.ready} />}
    </FeedbackContext>
  );
}

function feedbackBy(show: WaitingFeedback['show']): Feedback {
  const notice =
    (tone: Tone) =>
    (text: string): void =>
      show(({ message }) => void message[tone](text));
  return {
    message: { success: notice('success'), error: notice('error'), info: notice('info'), warning: notice('warning') },
    modal: { confirm: (question) => show(({ modal }) => void modal.confirm(question)) },
  };
}
