import { QueryClientProvider } from '@tanstack/react-query';
import { Fragment, lazy, Suspense, type ReactNode } from 'react';
import { BrowserRouter, Navigate, Route, Routes, useLocation, type Location } from 'react-router';
import { AppServicesContext, useAccount, useServices, type AppServices } from '../state/app-services.js';
import { PanelBoundary } from '../ui/common/PanelBoundary.js';
import { Splash } from '../ui/common/Splash.js';
import { UpdatePrompt } from '../ui/common/UpdatePrompt.js';
import { Appearance } from './Appearance.js';

const LoginPage = lazy(async () => ({ default: (await import('../ui/login/LoginPage.js')).LoginPage }));
const RegisterPage = lazy(async () => ({ default: (await import('../ui/login/RegisterPage.js')).RegisterPage }));
const EndedPage = lazy(async () => ({ default: (await import('../ui/login/EndedPage.js')).EndedPage }));
const Shell = lazy(async () => ({ default: (await import('../ui/shell/Shell.js')).Shell }));
const MessagesPage = lazy(async () => ({ default: (await import('../ui/shell/MessagesPage.js')).MessagesPage }));
const ContactsPage = lazy(async () => ({ default: (await import('../ui/contacts/ContactsPage.js')).ContactsPage }));
const JoinPage = lazy(async () => ({ default: (await import('../ui/groups/JoinPage.js')).JoinPage }));
const SettingsPage = lazy(async () => ({ default: (await import('../ui/settings/SettingsPage.js')).SettingsPage }));
const FavouritesPage = lazy(async () => ({ default: (await import('../ui/favourites/FavouritesPage.js')).FavouritesPage }));
const NotFoundPage = lazy(async () => ({ default: (await import('../ui/shell/NotFoundPage.js')).NotFoundPage }));

export function App({ services }: { services: AppServices }) {
  return (
    <AppServicesContext value={services}>
      <QueryClientProvider client={services.queries}>
        <Appearance>
          <UpdatePrompt />
          <PanelBoundary resetKey="app">
            <BrowserRouter>
              <Suspense fallback={<Splash />}>
                <Pages />
              </Suspense>
            </BrowserRouter>
          </PanelBoundary>
        </Appearance>
      </QueryClientProvider>
    </AppServicesContext>
  );
}

function Pages() {
  const { registration } = useServices().config.features;
  const at = useAccount((account) => account.at);
  const reason = useAccount((account) => (account.at === 'ended' ? account.reason : null));
  if (at === 'restoring') return <Splash />;
  if (reason !== null) return <EndedPage reason={reason} />;
  return (
    <Routes>
      <Route
        path="/login"
        element={
          <Visitor>
            <LoginPage />
          </Visitor>
        }
      />
      <Route path="/register" element={<Visitor>{registration ? <RegisterPage /> : <Navigate to="/login" replace />}</Visitor>} />
      <Route
        element={
          <Member>
            <Shell />
          </Member>
        }
      >
        <Route path="/" element={<Navigate to="/chat" replace />} />
        <Route path="/chat/:id?" element={<MessagesPage />} />
        <Route path="/contacts/:section?/:id?" element={<ContactsPage />} />
        <Route path="/join/:code" element={<JoinPage />} />
        <Route path="/favourites" element={<FavouritesPage />} />
        <Route path="/settings/:section?" element={<SettingsPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}

interface CameFrom {
  readonly from?: Location;
}

/** Pages for people who are signed in; the others sign in first and then come back. */
function Member({ children }: { children: ReactNode }) {
  const userId = useAccount((account) => (account.at === 'signed-in' ? account.userId : null));
  const from = useLocation();
  // Another tab may sign somebody else in: what is typed and open here is not his.
  return userId !== null ? (
    <Fragment key={userId}>{children}</Fragment>
  ) : (
    <Navigate to="/login" replace state={{ from } satisfies CameFrom} />
  );
}

function Visitor({ children }: { children: ReactNode }) {
  const signedIn = useAccount((account) => account.at === 'signed-in');
  const state = useLocation().state as CameFrom | null;
  return signedIn ? <Navigate to={state?.from ?? '/chat'} replace /> : children;
}
