import type { Id } from '@godwit/shared/ids/id';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversations } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import { EVERYBODY, type MentionPick } from '../../state/draft-store.js';
import type { Candidate } from './mention-candidates.js';
import { mentionQuery } from './mention-query.js';
import { useCandidates } from './use-candidates.js';

export interface Mentions {
  /** null: the list is closed. */
  readonly open: { readonly list: readonly Candidate[]; readonly active: number; readonly state: 'loading' | 'failed' | 'ready' } | null;
  /** Whether the key was for the list. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly choose: (candidate: Candidate) => void;
  readonly activate: (index: number) => void;
}

interface MentionOptions {
  readonly conversationId: Id;
  readonly text: string;
  readonly caret: number;
  /** Puts `@name ` in place of what is between from and the caret. */
  readonly onChoose: (pick: MentionPick, from: number) => void;
}

/** The list of members that opens with an @ in a group. */
export function useMentions({ conversationId, text, caret, onChoose }: MentionOptions): Mentions {
  const { t } = useTranslation();
  const inGroup = useConversations((state) => conversationById(state, conversationId)?.type === 'group');
  const leads = useConversations((state) => (conversationById(state, conversationId)?.role ?? 0) > 0);
  const at = inGroup ? mentionQuery(text, caret) : null;
  const [closedAt, setClosedAt] = useState(-1);
  const [chosen, setChosen] = useState({ query: '', active: 0 });
  const shown = at !== null && at.from !== closedAt ? at : null;
  const found = useCandidates(conversationId, shown?.query ?? null);
  const everybody = t('composer.everybody');
  const asksAll = shown !== null && leads && [everybody, 'all'].some((word) => word.startsWith(shown.query.toLowerCase()));
  const list = asksAll ? [everyone(everybody), ...found.list] : found.list;
  const active = chosen.query === shown?.query ? Math.min(chosen.active, list.length - 1) : 0;
  const isOpen = shown !== null && (list.length > 0 || found.state !== 'ready');

  const choose = ({ userId, name }: Candidate): void => {
    if (shown !== null) onChoose({ userId, name }, shown.from);
  };
  const activate = (index: number): void => setChosen({ query: shown?.query ?? '', active: index });

  const onKey = ({ key }: KeyboardEvent): boolean => {
    if (!isOpen) return false;
    const one = list[active];
    if (key === 'Escape') setClosedAt(shown.from);
    else if (one === undefined) return false;
    else if (key === 'ArrowDown') activate((active + 1) % list.length);
    else if (key === 'ArrowUp') activate((active - 1 + list.length) % list.length);
    else if (key === 'Enter' || key === 'Tab') choose(one);
    else return false;
    return true;
  };

  return { open: isOpen ? { list, active, state: found.state } : null, onKey, choose, activate };
}

const everyone = (name: string): Candidate => ({ userId: EVERYBODY, name, remark: '', username: '', avatar: '', words: [], sounds: [] });
