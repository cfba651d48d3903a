import { useTranslation } from 'react-i18next';
import { Avatar } from '../common/Avatar.js';
import type { Candidate, Hit } from './candidates.js';
import type { Range } from './match-name.js';
import styles from './QuickSwitcher.module.css';

interface HitRowProps {
  readonly id: string;
  readonly hit: Hit;
  readonly current: boolean;
  readonly onChoose: (candidate: Candidate) => void;
}

export function HitRow({ id, hit, current, onChoose }: HitRowProps) {
  const { t } = useTranslation();
  const notes: Record<Candidate['kind'], string> = {
    direct: hit.username === '' ? '' : `@${hit.username}`,
    friend: `@${hit.username} · ${t('switcher.friend')}`,
    group: t('switcher.group', { count: hit.memberCount }),
    self: '',
    ai: '',
  };
  return (
    <div
      id={id}
      role="option"
      aria-selected={current}
      className={styles.hit}
      onClick={() => onChoose(hit)}
      data-testid="switcher-hit"
      data-key={hit.key}
    >
      <Avatar name={hit.name} seed={hit.seed} image={hit.avatar} size={36} />
      <span className={styles.name} dir="auto">
        <Marked text={hit.name} ranges={hit.ranges} />
      </span>
      <span className={styles.note}>{notes[hit.kind]}</span>
    </div>
  );
}

function Marked({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  const [range] = ranges;
  if (range === undefined) return text;
  const [from, to] = range;
  return (
    <>
      {text.slice(0, from)}
      <mark className={styles.mark}>{text.slice(from, to)}</mark>
      {text.slice(to)}
    </>
  );
}
