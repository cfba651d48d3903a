import type { Id } from '@godwit/shared/ids/id';
import { useEffect, useRef, useState, type Dispatch, type SetStateAction } from 'react';
import { useServices } from '../../state/app-services.js';

const SAVE_AFTER_MS = 250;

/** The text of a composer, kept as the draft of its conversation: soon after a pause, and at once when the chat or the page is left. */
export function useDraft(conversationId: Id): [text: string, setText: Dispatch<SetStateAction<string>>] {
  const { chat, stores } = useServices();
  const [text, setText] = useState(() => stores.drafts.getState().drafts[conversationId] ?? '');
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
    const timer = setTimeout(() => chat.saveDraft(conversationId, text), text === '' ? 0 : SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [chat, conversationId, text]);
  useEffect(() => {
    const save = (): void => chat.saveDraft(conversationId, latest.current);
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [chat, conversationId]);
  return [text, setText];
}
