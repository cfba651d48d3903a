import { App } from 'antd';
import { failureOf } from '../../../state/failure.js';
import { useFailureWords } from '../../people/use-failure-words.js';

/** Waits for a call; a refusal is said in the catalog's words. false: it was refused. */
export function useAttempt(): (work: Promise<unknown>) => Promise<boolean> {
  const { message } = App.useApp();
  const words = useFailureWords();
  return async (work) => {
    try {
      await work;
      return true;
    } catch (error) {
      void message.error(words(failureOf(error, Date.now(), navigator.onLine)));
      return false;
    }
  };
}
