import { createPortal } from 'react-dom';
import styles from './TouchBackdrop.module.css';

/** Under an open menu, where there is no mouse: a tap beside the menu closes it and presses nothing else. */
export const TouchBackdrop = () => createPortal(<div className={styles.backdrop} />, document.body);
