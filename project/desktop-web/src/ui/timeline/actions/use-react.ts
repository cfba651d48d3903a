import type { EntryItem } from '@godwit/client/view/timeline';
import { MAX_EMOJIS } from '@godwit/shared/message-terms';
import { useServices } from '../../../state/app-services.js';
import { useToldAttempt } from './use-told-attempt.js';

/** Offered without opening the picker. */
export const QUICK_REACTIONS = ['👍', '❤️', '😂', '🎉', '😮', '🙏'] as const;

/** Whether one more can be chosen: there is room, or somebody has chosen it. */
export const isReactable = ({ reactions }: EntryItem, emoji: string): boolean =>
  reactions.length < MAX_EMOJIS || reactions.some((reaction) => reaction.emoji === emoji);

export const isMine = ({ reactions }: EntryItem, emoji: string): boolean =>
  reactions.some((reaction) => reaction.emoji === emoji && reaction.mine);

/** Chooses an emoji, or takes it back. */
export function useReact(): (item: EntryItem, emoji: string) => void {
  const { client } = useServices();
  const attempt = useToldAttempt();
  return (item, emoji) => {
    const { conversationId, seq } = item;
    void attempt(isMine(item, emoji) ? client.unreact(conversationId, seq, emoji) : client.react(conversationId, seq, emoji));
  };
}
