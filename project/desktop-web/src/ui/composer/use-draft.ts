import type { Id } from '@godwit/shared/ids/id';
import { useEffect, useRef, useState, type Dispatch, type SetStateAction } from 'react';
import { useDrafts, useServices } from '../../state/app-services.js';

const SAVE_AFTER_MS = 250;

/**
 * The text of a composer, kept as the draft of its conversation: soon after a pause, and at once when the chat or the page is left.
 * The draft of another device takes its place unless something was typed here since.
 */
export function useDraft(conversationId: Id): [text: string, setText: Dispatch<SetStateAction<string>>] {
  const { drafts } = useServices();
  const kept = useDrafts((state) => state.drafts[conversationId] ?? '');
  const [text, setText] = useState(kept);
  const latest = useRef(text);
  const known = useRef(kept);

  useEffect(() => {
    const typed = latest.current !== known.current;
    known.current = kept;
    if (!typed) setText(kept);
  }, [kept]);

  useEffect(() => {
    latest.current = text;
    if (text === known.current) return undefined;
    const timer = setTimeout(() => drafts.save(conversationId, text), text === '' ? 0 : SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [drafts, conversationId, text]);

  useEffect(() => {
    const save = (): void => {
      if (latest.current !== known.current) drafts.save(conversationId, latest.current);
    };
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [drafts, conversationId]);
  return [text, setText];
}
