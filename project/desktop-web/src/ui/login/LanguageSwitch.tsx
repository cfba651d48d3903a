import { useServices, usePreferences } from '../../state/app-services.js';
import styles from './LanguageSwitch.module.css';

const LANGUAGES = [
  ['en', 'English'],
  ['zh', '中文'],
] as const;

/** Before sign-in there are no settings: the language is chosen here. */
export function LanguageSwitch() {
  const { preferences } = useServices();
  const current = usePreferences((state) => state.language);
  return (
    <div className={styles.row}>
      {LANGUAGES.map(([language, name]) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={current === language}
          className={styles.choice}
          onClick={() => preferences.setState({ language })}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
