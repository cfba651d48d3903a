import { DEFAULT_CLIENT_CONFIG } from '@godwit/shared/client-config';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeChatClient } from '../../testing/fake-chat-client.js';
import { renderApp, servicesFor, setUpDom } from '../../testing/render-app.js';
import { EndedPage } from './EndedPage.js';
import { LoginPage } from './LoginPage.js';

setUpDom();

const tern = { ...servicesFor(fakeChatClient()), config: { ...DEFAULT_CLIENT_CONFIG, brand: 'Tern', logo: '/tern.svg' } };

describe('[U-20] what the operator says about the client', () => {
  it('shows in its name, its logo and its texts', () => {
    const { container } = renderApp(tern, <EndedPage reason="replaced" />);
    expect(container.textContent).toContain('Tern is in use elsewhere');
    expect(container.textContent).not.toContain('Godwit');
    expect(container.querySelector('img')?.getAttribute('src')).toBe('/tern.svg');
  });

  it('hides what is switched off', () => {
    const features = { ...DEFAULT_CLIENT_CONFIG.features, registration: false };
    renderApp({ ...tern, config: { ...tern.config, features } }, <LoginPage />);
    expect(screen.queryByTestId('to-register')).toBeNull();
  });
});
