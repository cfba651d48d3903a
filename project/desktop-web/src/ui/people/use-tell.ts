import { App } from 'antd';
import type { Failure } from '../../state/failure.js';
import { useFailureWords } from './use-failure-words.js';

/** Waits for what was begun; a failure is said in one line. */
export function useTell(): (work: Promise<Failure | null>) => void {
  const { message } = App.useApp();
  const words = useFailureWords();
  return (work) =>
    void work.then((failure) => {
      if (failure !== null) void message.error(words(failure));
    });
}
