import { lazy, Suspense } from 'react';
import { useViewer } from '../../state/app-services.js';
import { mediumKey } from './media-items.js';

const MediaViewer = lazy(async () => ({ default: (await import('./MediaViewer.js')).MediaViewer }));

/** The one place where pictures open; what it needs is fetched with the first of them. */
export function MediaViewerHost() {
  const viewed = useViewer((state) => state.viewed);
  if (viewed === null) return null;
  return (
    <Suspense>
      <MediaViewer key={`${viewed.item.conversationId}.${mediumKey(viewed)}`} viewed={viewed} />
    </Suspense>
  );
}
