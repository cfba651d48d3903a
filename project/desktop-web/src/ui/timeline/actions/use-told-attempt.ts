import { failureOf } from '../../../state/failure.js';
import { useFeedback } from '../../common/feedback.js';
import { useFailureWords } from '../../people/use-failure-words.js';

/** Waits for a call; a refusal is said in the catalog's words. false: it was refused. */
export function useToldAttempt(): (work: Promise<unknown>) => Promise<boolean> {
  const { message } = useFeedback();
  const words = useFailureWords();
  return async (work) => {
    try {
      await work;
      return true;
    } catch (error) {
      message.error(words(failureOf(error, Date.now(), navigator.onLine)));
      return false;
    }
  };
}
