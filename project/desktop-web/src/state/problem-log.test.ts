import { describe, expect, it } from 'vitest';
import { addProblem, createProblemStore, watchPage } from './problem-log.js';

describe('[U-20] the log of problems', () => {
  it('keeps the newest, shortened, and one that repeats once', () => {
    const store = createProblemStore();
    for (let at = 0; at < 30; at += 1) addProblem(store, 'link', `problem ${at}`, at);
    addProblem(store, 'link', 'problem 29', 99);
    addProblem(store, 'page', 'x'.repeat(500), 100);
    const { problems } = store.getState();
    expect(problems).toHaveLength(20);
    expect(problems[0]?.text).toHaveLength(200);
    expect(problems[1]).toEqual({ at: 99, where: 'link', text: 'problem 29' });
    expect(problems[2]?.text).toBe('problem 28');
  });

  it('hears what nothing caught, until it is told to stop', () => {
    const store = createProblemStore();
    const stop = watchPage(window, store, () => 7);
    window.dispatchEvent(new ErrorEvent('error', { message: 'Uncaught TypeError: x is undefined' }));
    window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new Error('lost') }));
    stop();
    window.dispatchEvent(new ErrorEvent('error', { message: 'later' }));
    expect(store.getState().problems.map(({ text }) => text)).toEqual(['Error: lost', 'Uncaught TypeError: x is undefined']);
  });
});
