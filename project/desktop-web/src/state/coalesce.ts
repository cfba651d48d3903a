/** Runs `work` at the first call and then at most once per `periodMs`: a burst of events costs few renders, a single one no delay. */
export function coalesce(work: () => void, periodMs: number): () => void {
  let state: 'idle' | 'resting' | 'due' = 'idle';
  const rest = (): void => {
    state = 'resting';
    setTimeout(() => {
      if (state === 'resting') {
        state = 'idle';
        return;
      }
      rest();
      work();
    }, periodMs);
  };
  return () => {
    if (state !== 'idle') {
      state = 'due';
      return;
    }
    rest();
    work();
  };
}
