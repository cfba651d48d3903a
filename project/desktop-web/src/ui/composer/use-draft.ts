import type { Id } from '@godwit/shared/ids/id';
import { useCallback } from 'react';
import { useDrafts, useServices } from '../../state/app-services.js';

/** The text of a composer: the draft of its conversation, kept with every key. That of another device takes its place while nothing newer is written here. */
export function useDraft(conversationId: Id): [text: string, setText: (text: string) => void] {
  const { drafts } = useServices();
  const text = useDrafts((state) => state.drafts[conversationId] ?? '');
  const setText = useCallback((typed: string) => drafts.save(conversationId, typed), [drafts, conversationId]);
  return [text, setText];
}
