import type { Content } from '@godwit/client/client';
import type { Id } from '@godwit/shared/ids/id';
import type { TFunction } from 'i18next';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../state/app-services.js';
import { useFeedback } from '../../common/feedback.js';
import { canRecord } from './record-voice.js';
import { VoiceButton } from './VoiceButton.js';
import { VoiceRecorder } from './VoiceRecorder.js';
import { waveformOf } from './waveform.js';

export interface Voice {
  /** undefined: this browser cannot record. */
  readonly button: ReactNode | undefined;
  /** null: nothing is being recorded. */
  readonly recorder: ReactNode | null;
}

/** words: what goes with the recording, a quote. onEnd: it was sent, or was not. */
export function useVoice(conversationId: Id, words: () => Content, onEnd: (sent: boolean) => void): Voice {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { uploads } = useServices();
  const [isRecording, setIsRecording] = useState(false);
  const [isSupported] = useState(canRecord);
  const end = (sent: boolean): void => {
    setIsRecording(false);
    onEnd(sent);
  };
  return {
    button: isSupported ? <VoiceButton onClick={() => setIsRecording(true)} /> : undefined,
    recorder: isRecording ? (
      <VoiceRecorder
        onSend={({ blob, durationMs, peaks }) => {
          uploads.sendVoice(conversationId, blob, { durationMs, waveform: waveformOf(peaks) }, words());
          end(true);
        }}
        onLeave={() => end(false)}
        onTooShort={() => {
          message.info(t('voice.tooShort'));
          end(false);
        }}
        onRefused={(reason) => {
          message.error(refusalText(reason, t));
          end(false);
        }}
      />
    ) : null,
  };
}

function refusalText(reason: string, t: TFunction): string {
  switch (reason) {
    case 'NotAllowedError':
      return t('voice.denied');
    case 'NotFoundError':
      return t('voice.noMicrophone');
    default:
      return t('voice.failed');
  }
}
