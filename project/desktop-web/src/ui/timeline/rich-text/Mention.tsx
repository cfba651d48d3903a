import { useAccount, useServices } from '../../../state/app-services.js';
import styles from './RichText.module.css';

/** An @name of this message; opens the profile. userId null = everybody. The own one stands out. */
export function Mention({ userId, text }: { userId: string | null; text: string }) {
  const { people } = useServices();
  const own = useAccount((account) => userId === null || (account.at === 'signed-in' && account.userId === userId));
  if (userId === null)
    return (
      <span className={styles.mention} data-own={own} data-testid="mention">
        {text}
      </span>
    );
  return (
    <button type="button" className={styles.mention} data-own={own} onClick={() => people.openCard(userId)} data-testid="mention">
      {text}
    </button>
  );
}
