import styles from './TimelineSkeleton.module.css';

const BUBBLES = [
  [38, false],
  [52, false],
  [30, true],
  [46, true],
  [24, false],
] as const;

/** The shape of a chat while its first entries are read. */
export function TimelineSkeleton() {
  return (
    <div className={styles.skeleton} aria-hidden="true" data-testid="timeline-skeleton">
      {BUBBLES.map(([width, mine]) => (
        <i key={width} data-mine={mine} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
