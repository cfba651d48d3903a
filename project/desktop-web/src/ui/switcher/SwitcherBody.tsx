import { Search } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContacts, useConversations } from '../../state/app-services.js';
import { Icon } from '../common/Icon.js';
import { useReturnFocus } from '../common/use-return-focus.js';
import { candidates, type Candidate, find, type Hit } from './candidates.js';
import { HitRow } from './HitRow.js';
import styles from './QuickSwitcher.module.css';

export function SwitcherBody({ onChoose }: { onChoose: (candidate: Candidate) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [query, setQuery] = useState('');
  const [reached, setReached] = useState(0);
  // Not deferred: Enter chooses among the hits of what is typed, however fast.
  const hits = useHits(query);
  const at = Math.min(reached, hits.length - 1);
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const optionId = (index: number): string => `${id}${index}`;

  useFocusHere(input);
  // In braces: newer browsers give a promise back, which is no clean-up.
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const hit = hits[at];
    if (event.key === 'ArrowDown') setReached((at + 1) % Math.max(1, hits.length));
    else if (event.key === 'ArrowUp') setReached(at <= 0 ? hits.length - 1 : at - 1);
    else if (event.key === 'Enter' && hit !== undefined) onChoose(hit);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={styles.field}>
        <Icon of={Search} size={20} />
        <input
          ref={input}
          className={styles.input}
          value={query}
          placeholder={t('switcher.placeholder')}
          role="combobox"
          aria-label={t('switcher.title')}
          aria-expanded="true"
          aria-controls={`${id}list`}
          aria-activedescendant={hits.length === 0 ? undefined : optionId(at)}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setQuery(target.value);
            setReached(0);
          }}
          onKeyDown={onKeyDown}
          data-testid="switcher-input"
        />
      </div>
      <div ref={list} id={`${id}list`} className={styles.hits} role="listbox" aria-label={t('switcher.hits')}>
        {hits.map((hit, index) => (
          <HitRow key={hit.key} id={optionId(index)} hit={hit} current={index === at} onChoose={onChoose} />
        ))}
      </div>
      {hits.length === 0 && (
        <p className={styles.none} role="status" data-testid="switcher-none">
          {query.trim() === '' ? t('switcher.empty') : t('switcher.none')}
        </p>
      )}
    </>
  );
}

function useHits(query: string): readonly Hit[] {
  const { t } = useTranslation();
  const conversations = useConversations((state) => state.list);
  const lists = useContacts((state) => state.lists);
  const all = useMemo(() => candidates(conversations, lists?.friends ?? [], t), [conversations, lists, t]);
  return useMemo(() => find(query, all), [query, all]);
}

/** From the beginning, and back at the end: the dialog cannot do it, for the field has the focus before it looks who had it. */
function useFocusHere(input: RefObject<HTMLInputElement | null>): void {
  useReturnFocus();
  useEffect(() => input.current?.focus(), [input]);
}
