import type { Failure } from '../../state/failure.js';
import { useFeedback } from '../common/feedback.js';
import { useFailureWords } from './use-failure-words.js';

/** Waits for what was begun; a failure is said in one line. */
export function useTell(): (work: Promise<Failure | null>) => void {
  const { message } = useFeedback();
  const words = useFailureWords();
  return (work) =>
    void work.then((failure) => {
      if (failure !== null) message.error(words(failure));
    });
}
