import type { Id } from '@godwit/shared/ids/id';
import { MAX_ATTACHMENTS } from '@godwit/shared/message-terms';
import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import type { Refused } from '../../state/upload-actions.js';
import { useFeedback } from '../common/feedback.js';
import { sizeLabel } from '../common/size-label.js';

/** Adds files to what is being written, and says of which ones why not. folders: names of what was dropped and is none. */
export function useStage(conversationId: Id): (files: readonly File[], folders?: readonly string[]) => void {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { uploads } = useServices();
  return useCallback(
    (files, folders = []) => {
      const refused = [...folders.map((name): Refused => ({ name, reason: 'folder' })), ...uploads.stage(conversationId, files)];
      // One line each would cover the chat: the first says what is wrong.
      const [first, ...others] = refused;
      if (first === undefined) return;
      const rest = others.length === 0 ? '' : ` ${t('uploads.othersRefused', { count: others.length })}`;
      message.warning(refusalText(first, t) + rest);
    },
    [conversationId, uploads, message, t],
  );
}

function refusalText(refused: Refused, t: TFunction): string {
  const { name } = refused;
  switch (refused.reason) {
    case 'empty':
      return t('uploads.empty', { name });
    case 'folder':
      return t('uploads.folder', { name });
    case 'tooLarge':
      return t('uploads.tooLarge', { name, max: sizeLabel(refused.maxBytes) });
    case 'tooMany':
      return t('uploads.tooMany', { name, max: MAX_ATTACHMENTS });
  }
}
