import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLayout, usePreferences, useServices } from '../../state/app-services.js';
import styles from './ShortcutSheet.module.css';

const COMMAND = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** The keys that work everywhere, those of the list and of the field. */
export function ShortcutSheet() {
  const { t } = useTranslation();
  const { stores } = useServices();
  const open = useLayout((state) => state.layer === 'shortcuts');
  const plainEnter = usePreferences((state) => state.sendKey === 'enter');
  const rows = [
    [t('shortcuts.switcher'), [[COMMAND, 'K']]],
    [
      t('shortcuts.next'),
      [
        ['Alt', '↓'],
        ['Alt', '↑'],
      ],
    ],
    [t('shortcuts.move'), [['↑'], ['↓'], ['Home'], ['End']]],
    [t('shortcuts.open'), [['Enter']]],
    [t('shortcuts.menu'), [['Shift', 'F10']]],
    [t('shortcuts.send'), [plainEnter ? ['Enter'] : [COMMAND, 'Enter']]],
    [t('shortcuts.line'), [plainEnter ? ['Shift', 'Enter'] : ['Enter']]],
    [t('shortcuts.edit'), [['↑']]],
    [t('shortcuts.close'), [['Esc']]],
    [t('shortcuts.sheet'), [['?']]],
  ] as const;
  return (
    <Modal
      open={open}
      onCancel={() => stores.layout.setState({ layer: 'none' })}
      footer={null}
      centered
      width={440}
      title={t('shortcuts.title')}
      destroyOnHidden
    >
      <dl className={styles.list} data-testid="shortcut-sheet">
        {rows.map(([what, keys]) => (
          <div key={what} className={styles.row}>
            <dt>{what}</dt>
            <dd>
              {keys.map((chord) => (
                <span key={chord.join('+')} className={styles.chord}>
                  {chord.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
