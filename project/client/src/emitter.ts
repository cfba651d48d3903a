/** Typed events. A listener that throws does not keep the others from hearing; its error is reported as uncaught. */
export class Emitter<Events extends { [E in keyof Events]: (...args: never[]) => void }> {
  readonly #listeners: { -readonly [E in keyof Events]?: Set<Events[E]> } = {};

  on<E extends keyof Events>(event: E, listener: Events[E]): () => void {
    const listeners = (this.#listeners[event] ??= new Set<Events[E]>());
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  emit<E extends keyof Events>(event: E, ...args: Parameters<Events[E]>): void {
    for (const listener of [...(this.#listeners[event] ?? [])]) {
      try {
        listener(...args);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
