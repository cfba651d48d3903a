import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type AppServices, useServices } from '../../state/app-services.js';
import { closeDrawer } from '../../state/layout-store.js';
import { inTab } from '../../state/list-tabs.js';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** antd closes its own layers with Esc, the one on top first. */
const layerIsOpen = (): boolean => document.querySelector('[role="dialog"], .ant-dropdown:not(.ant-dropdown-hidden)') !== null;

/** The conversation after (1) or before (-1) the open one, as the list shows them; at its ends there is none. */
function neighbour({ stores }: AppServices, openId: string | null, step: 1 | -1): string | undefined {
  const { listTab } = stores.layout.getState();
  const shown = inTab(listTab, stores.conversations.getState().list, openId);
  const at = shown.findIndex(({ id }) => id === openId);
  return at < 0 ? shown[0]?.id : shown[at + step]?.id;
}

/** Keys that work wherever the focus is. */
export function useShortcuts(): void {
  const services = useServices();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const id = /^\/chat\/([^/]+)/.exec(pathname)?.[1] ?? null;
  useEffect(() => {
    const { layout } = services.stores;
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, altKey, ctrlKey, metaKey } = event;
      if (event.defaultPrevented || event.isComposing) return;
      if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') {
        layout.setState(({ layer }) => ({ layer: layer === 'switcher' ? 'none' : 'switcher' }));
      } else if (altKey && !ctrlKey && !metaKey && (key === 'ArrowDown' || key === 'ArrowUp')) {
        const next = neighbour(services, id, key === 'ArrowDown' ? 1 : -1);
        if (next !== undefined) void navigate(`/chat/${next}`);
      } else if (key === '?' && !ctrlKey && !metaKey && !isTyping(event.target)) {
        layout.setState({ layer: 'shortcuts' });
      } else if (key === 'Escape' && layout.getState().drawer !== 'none' && !layerIsOpen()) {
        closeDrawer(layout);
      } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [services, navigate, id]);
}
