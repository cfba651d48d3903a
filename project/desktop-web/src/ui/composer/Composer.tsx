import type { Id } from '@godwit/shared/ids/id';
import { useCompose } from '../../state/app-services.js';
import { BlockedComposer } from './BlockedComposer.js';
import { EditComposer } from './EditComposer.js';
import { useComposerBlock } from './use-composer-block.js';
import { WriteComposer } from './WriteComposer.js';

interface ComposerProps {
  readonly conversationId: Id;
  /** '0' when the conversation is not known yet or has no peer. */
  readonly peerId: Id;
}

/** Where a message is written or edited, or why none can be. */
export function Composer({ conversationId, peerId }: ComposerProps) {
  const block = useComposerBlock(conversationId, peerId);
  const target = useCompose((state) => state.targets[conversationId]);
  if (block !== null) return <BlockedComposer block={block} conversationId={conversationId} peerId={peerId} />;
  if (target?.mode === 'edit') return <EditComposer key={target.item.seq} target={target} />;
  return <WriteComposer conversationId={conversationId} reply={target ?? null} />;
}
