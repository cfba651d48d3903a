import type { Metrics } from '@godwit/shared/metrics';

interface Waiting {
  readonly waiting: number;
}
interface Sized {
  readonly size: number;
}

export interface SizedParts {
  readonly lanes: { readonly entries: number; readonly bytes: number };
  readonly readMarks: Waiting;
  readonly deliveryMarks: Waiting;
  readonly admitSessions: Waiting;
  readonly readGate: Waiting;
  readonly actGate: Waiting;
  readonly locations: Sized;
  readonly conversations: Sized;
  readonly onlineMembers: Sized;
  readonly interests: Sized;
  readonly rooms: Sized;
  readonly nodes: { readonly nodes: number };
}

/** A gauge for everything that can grow (C18). */
export function registerSizes(metrics: Metrics, parts: SizedParts): void {
  const size = (name: string, help: string, read: () => number): void => {
    metrics.gauge(name, help, [], (gauge) => {
      gauge.set(read());
    });
  };
  size('commit_lane_entries', 'Entries that wait for a commit; at 10,000 they are refused.', () => parts.lanes.entries);
  size('commit_lane_bytes', 'Bytes of bodies that wait for a commit; at 64 MB they are refused.', () => parts.lanes.bytes);
  size('read_marks_waiting', 'Read marks that wait; at 10,000 they are refused.', () => parts.readMarks.waiting);
  size('delivery_marks_waiting', 'Delivery cursors that wait; at 10,000 they are refused.', () => parts.deliveryMarks.waiting);
  size('admissions_waiting', 'Sign-in checks that wait; at 5,000 they are refused.', () => parts.admitSessions.waiting);
  size('reads_waiting', 'Syncs and histories that wait; at 1,000 they are refused.', () => parts.readGate.waiting);
  size('actions_waiting', 'Recalls, edits, reactions and pins that wait; at 1,000 they are refused.', () => parts.actGate.waiting);
  size('located_users', 'Users whose locations are cached, at most 100,000.', () => parts.locations.size);
  size('cached_conversations', 'Conversations whose members are cached; at most 500,000 members.', () => parts.conversations.size);
  size(
    'online_groups',
    'Groups of which it is known for 10 seconds who is online; at most 100,000 members.',
    () => parts.onlineMembers.size,
  );
  size('presence_interests', 'Sessions that watch whether others are online; at most 20,000.', () => parts.interests.size);
  size('published_rooms', 'Rooms that were published to in the last 3 seconds.', () => parts.rooms.size);
  size('access_nodes', 'Access nodes that were published to in the last 10 minutes.', () => parts.nodes.nodes);
}
