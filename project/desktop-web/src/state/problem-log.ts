import { createStore, type StoreApi } from 'zustand/vanilla';

/** What went wrong in this page, for whoever looks for the cause later. text: no content of messages. */
export interface Problem {
  readonly at: number;
  readonly where: 'page' | 'link';
  readonly text: string;
}

export type ProblemStore = StoreApi<{ readonly problems: readonly Problem[] }>;

const MAX_PROBLEMS = 20;
const MAX_CHARACTERS = 200;

export const createProblemStore = (): ProblemStore => createStore(() => ({ problems: [] }));

/** The newest first; the oldest give way. The same one in a row is kept once. */
export function addProblem(store: ProblemStore, where: Problem['where'], text: string, at: number): void {
  const short = text.slice(0, MAX_CHARACTERS);
  store.setState(({ problems }) => {
    const [last] = problems;
    const others = last?.where === where && last.text === short ? problems.slice(1) : problems;
    return { problems: [{ at, where, text: short }, ...others].slice(0, MAX_PROBLEMS) };
  });
}

/** Errors that nothing caught. Returns the function that stops watching. */
export function watchPage(
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>,
  store: ProblemStore,
  now: () => number,
): () => void {
  const onError = ({ message }: ErrorEvent): void => addProblem(store, 'page', message, now());
  const onRejection = ({ reason }: PromiseRejectionEvent): void => addProblem(store, 'page', String(reason), now());
  page.addEventListener('error', onError);
  page.addEventListener('unhandledrejection', onRejection);
  return () => {
    page.removeEventListener('error', onError);
    page.removeEventListener('unhandledrejection', onRejection);
  };
}
