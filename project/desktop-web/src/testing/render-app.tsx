import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { VirtuosoMockContext } from 'react-virtuoso';
import { afterEach, beforeEach } from 'vitest';
import { Appearance } from '../app/Appearance.js';
import { createServices } from '../app/create-services.js';
import { AppServicesContext, type AppServices } from '../state/app-services.js';
import type { ChatClient } from '../state/chat-client.js';
// Loaded before the first notice, which is then there as soon as it is in a browser.
import '../ui/common/FeedbackHost.js';

/** Gives the browser parts that jsdom lacks, and takes every rendered tree away after its test. Call it once in a file. */
export function setUpDom(): void {
  beforeEach(() => {
    localStorage.clear();
    window.matchMedia = (query) =>
      ({ matches: query.includes('hover'), media: query, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
    window.ResizeObserver ??= class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    };
    window.IntersectionObserver ??= Nearby;
    document.hasFocus = () => true;
    Element.prototype.scrollIntoView = () => undefined;
  });
  afterEach(cleanup);
}

/** Everything that is rendered is on the screen. */
class Nearby implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = '';
  readonly scrollMargin = '';
  readonly thresholds = [];
  readonly #tell: IntersectionObserverCallback;

  constructor(tell: IntersectionObserverCallback) {
    this.#tell = tell;
  }

  observe(target: Element): void {
    this.#tell([{ isIntersecting: true, target } as IntersectionObserverEntry], this);
  }

  unobserve(): void {}

  disconnect(): void {}

  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }
}

export const servicesFor = (client: ChatClient): AppServices =>
  createServices({ client, storage: localStorage, languages: ['en-GB'], now: Date.now, isOnline: () => true });

/** Renders one screen with services, texts and a router; the virtual lists believe in 600 px and rows of 50 px. */
export function renderApp(services: AppServices, screen: ReactNode, path = '/'): RenderResult {
  services.queries.setDefaultOptions({ queries: { retry: false } });
  return render(
    <AppServicesContext value={services}>
      <QueryClientProvider client={services.queries}>
        <Appearance>
          <VirtuosoMockContext value={{ viewportHeight: 600, itemHeight: 50 }}>
            <MemoryRouter initialEntries={[path]}>
              <Routes>
                <Route path="*" element={screen} />
              </Routes>
              <Address />
            </MemoryRouter>
          </VirtuosoMockContext>
        </Appearance>
      </QueryClientProvider>
    </AppServicesContext>,
  );
}

function Address() {
  return <output data-testid="address">{useLocation().pathname}</output>;
}
