/** Line icons on a 24 px grid, drawn for this client. */
const PATHS = {
  messages:
    'M4.5 6.5a2.5 2.5 0 0 1 2.5-2.5h10a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5h-6l-4.5 4v-4a2 2 0 0 1-2-2.5zM8.5 8.5h7M8.5 11.8h4.5',
  contacts:
    'M9.5 11a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5ZM3.5 19.5c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5M15.5 4.8a3.1 3.1 0 0 1 0 5.9M17.5 14.3c1.9.8 3 2.7 3 5.2',
  settings: 'M4 7h9m4 0h3M4 17h3m4 0h9M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  send: 'M4.5 11.8 19.5 4.8l-4.8 14.7-3.2-6.3-7-1.4ZM11.5 13.2l4-4',
  addPerson: 'M10 11a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5ZM4 19.5c0-3.3 2.7-5.5 6-5.5 1.3 0 2.5.3 3.5.9M17.5 14v6M14.5 17h6',
  down: 'M6 9.5l6 6 6-6',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  retry: 'M19 12a7 7 0 1 1-2.2-5.1M19.5 4v4h-4',
  trash: 'M5 7h14M10 7V4.8h4V7M6.8 7l.8 12.2h8.8L17.2 7M10.3 10.5v5.2M13.7 10.5v5.2',
  signOut: 'M13.5 5H6.5v14h7M10.5 12H20M17 8.8l3.2 3.2-3.2 3.2',
  search: 'M10.8 17a6.2 6.2 0 1 0 0-12.4 6.2 6.2 0 0 0 0 12.4ZM15.5 15.5 20 20',
  star: 'M12 4.2l2.4 4.9 5.4.8-3.9 3.8.9 5.4-4.8-2.6-4.8 2.6.9-5.4-3.9-3.8 5.4-.8z',
  pencil: 'M5 19l1-4L16.2 4.8a1.6 1.6 0 0 1 2.3 0l.7.7a1.6 1.6 0 0 1 0 2.3L9 18z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 24, filled = false }: { name: IconName; size?: number; filled?: boolean }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
