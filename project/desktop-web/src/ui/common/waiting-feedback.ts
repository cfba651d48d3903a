import type { ModalFuncProps } from 'antd';
import type { MessageInstance } from 'antd/es/message/interface.js';

export type Tone = 'success' | 'error' | 'info' | 'warning';

/** What the loaded host can do. */
export interface Shown {
  readonly message: Pick<MessageInstance, Tone>;
  readonly modal: { readonly confirm: (question: ModalFuncProps) => unknown };
}

type Job = (shown: Shown) => void;

const MAX_WAITING = 10;

/** What is to be shown before there is a place for it. Bounded: the newest 10. */
export class WaitingFeedback {
  #shown: Shown | null = null;
  #jobs: Job[] = [];
  #load: () => void = () => undefined;

  readonly show = (job: Job): void => {
    if (this.#shown !== null) return job(this.#shown);
    this.#jobs = [...this.#jobs, job].slice(-MAX_WAITING);
    if (this.#jobs.length === 1) this.#load();
  };

  readonly ready = (shown: Shown): void => {
    this.#shown = shown;
    for (const job of this.#jobs.splice(0)) job(shown);
  };

  readonly giveUp = (): void => {
    this.#jobs = [];
  };

  /** load: makes the place. */
  onWanted(load: () => void): void {
    this.#load = load;
    if (this.#jobs.length > 0) load();
  }
}
