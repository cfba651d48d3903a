import { useServices } from '../../state/app-services.js';

/** The operator's picture, else the bird: long bill, one eye, a tail in the wind. */
export function Logo({ size = 40 }: { size?: number }) {
  const { config } = useServices();
  if (config.logo !== '') return <img src={config.logo} alt="" width={size} height={size} />;
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <rect width="64" height="64" rx="16" fill="#0e6f6c" />
      <path
        d="M5 27.5 24.5 20c2-4.6 6.3-7.5 11.2-7.5 6.9 0 12.3 5.3 12.3 12.1 0 2.9-.5 5-1.5 7.4L57 51.5c.5.9-.5 1.8-1.4 1.3L42.2 45.5C38.6 48.4 34.3 50 29.6 50c-5.9 0-10-3.9-10-9.3 0-3.9 2.1-7.2 4.7-10.3l1-3.4z"
        fill="#f6efe2"
      />
      <circle cx="34.5" cy="21.8" r="2.3" fill="#0e6f6c" />
    </svg>
  );
}
