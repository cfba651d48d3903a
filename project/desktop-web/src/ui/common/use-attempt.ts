import { useCallback, useState } from 'react';
import type { Failure } from '../../state/failure.js';

interface AttemptState {
  readonly busy: boolean;
  readonly failure: Failure | null;
}

export interface Attempt extends AttemptState {
  /** Resolves with whether it was done. */
  run(work: () => Promise<Failure | null>): Promise<boolean>;
  forget(): void;
}

const IDLE: AttemptState = { busy: false, failure: null };

/** One thing that a form or button does: whether it is under way, and why it was not done. */
export function useAttempt(): Attempt {
  const [state, setState] = useState(IDLE);
  const run = useCallback(async (work: () => Promise<Failure | null>): Promise<boolean> => {
    setState({ busy: true, failure: null });
    let failure: Failure | null = null;
    try {
      failure = await work();
      return failure === null;
    } finally {
      setState({ busy: false, failure });
    }
  }, []);
  const forget = useCallback(() => setState(IDLE), []);
  return { ...state, run, forget };
}
