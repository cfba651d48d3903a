import { describe, expect, it, vi } from 'vitest';
import { type Container, createUpdates, type Registration } from './updates.js';

class Worker extends EventTarget {
  readonly postMessage = vi.fn();
}

function browser({ controlled = true } = {}) {
  const reload = vi.fn();
  const container = Object.assign(new EventTarget(), { controller: controlled ? new Worker() : null });
  const registration = Object.assign(new EventTarget(), {
    waiting: null as Worker | null,
    installing: null as Worker | null,
    update: vi.fn(async () => undefined),
  });
  const updates = createUpdates(reload);
  const follow = (): void => updates.follow(registration as unknown as Registration, container as unknown as Container);
  const ready = (): boolean => updates.store.getState().ready;
  /** A newer client is downloaded and waits. */
  const install = (): Worker => {
    const worker = new Worker();
    registration.installing = worker;
    registration.dispatchEvent(new Event('updatefound'));
    registration.installing = null;
    registration.waiting = worker;
    worker.dispatchEvent(new Event('statechange'));
    return worker;
  };
  return { reload, container, registration, updates, follow, ready, install };
}

describe('[U-20] a new version of the client', () => {
  it('is offered when it is there, and taken only when the user says so', () => {
    const { reload, container, updates, follow, ready, install } = browser();
    follow();
    expect(ready()).toBe(false);
    const worker = install();
    expect(ready()).toBe(true);
    expect(worker.postMessage).not.toHaveBeenCalled();
    updates.take();
    expect(worker.postMessage).toHaveBeenCalledExactlyOnceWith('skip-waiting');
    expect(reload).not.toHaveBeenCalled();
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('that waited since an earlier visit is offered too', () => {
    const { registration, follow, ready } = browser();
    registration.waiting = new Worker();
    follow();
    expect(ready()).toBe(true);
  });

  it('is nothing that a first visit hears of', () => {
    const { follow, ready, install } = browser({ controlled: false });
    follow();
    install();
    expect(ready()).toBe(false);
  });

  it('does not reload a page whose user did not ask, and after another tab took it a reload is enough', () => {
    const { reload, container, registration, updates, follow, install } = browser();
    follow();
    const worker = install();
    registration.waiting = null;
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).not.toHaveBeenCalled();
    updates.take();
    expect(worker.postMessage).not.toHaveBeenCalled();
    expect(reload).toHaveBeenCalledOnce();
  });
});
