import { MAX_REPORT_CHARACTERS, REPORT_REASONS, type ReportReason } from '@godwit/shared/report-terms';
import type { ReportRequest } from '@godwit/shared/rest/reports';
import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import type { Failure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { useFeedback } from '../common/feedback.js';
import { useAttempt } from '../common/use-attempt.js';
import { useReturnFocus } from '../common/use-return-focus.js';
import styles from './ReportDialog.module.css';

type Subject = ReportRequest extends infer R ? (R extends ReportRequest ? Omit<R, 'reason' | 'text'> : never) : never;

interface ReportDialogProps {
  /** Who or what is reported. */
  readonly subject: Subject;
  readonly name: string;
  readonly onClose: () => void;
}

/** A report to the admins of this server: a reason, and words if there are any. */
export function ReportDialog({ subject, name, onClose }: ReportDialogProps) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { contacts } = useServices();
  const [reason, setReason] = useState<ReportReason>('spam');
  const [text, setText] = useState('');
  const { run, busy, failure } = useAttempt();
  const words = useReasons();
  useReturnFocus();
  const send = async (): Promise<void> => {
    const report = async (): Promise<Failure | null> => {
      const answer = await contacts.report({ ...subject, reason, text: text.trim() });
      return answer.at === 'failed' ? answer.failure : null;
    };
    if (!(await run(report))) return;
    message.success(t('people.report.sent'));
    onClose();
  };
  return (
    <Modal
      open
      centered
      mask={{ closable: false }}
      width={420}
      title={t('people.report.title', { name })}
      okText={t('people.report.send')}
      cancelText={t('people.cancel')}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <p className={styles.hint}>{t('people.report.hint')}</p>
        <Radio.Group
          className={styles.reasons ?? ''}
          value={reason}
          onChange={(event) => setReason(event.target.value as ReportReason)}
          options={REPORT_REASONS.map((value) => ({ value, label: words[value] }))}
        />
        <Input.TextArea
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={MAX_REPORT_CHARACTERS}
          autoSize={{ minRows: 2, maxRows: 6 }}
          placeholder={t('people.report.details')}
          aria-label={t('people.report.details')}
        />
        {failure !== null && <FailureNote failure={failure} />}
      </div>
    </Modal>
  );
}

function useReasons(): Record<ReportReason, string> {
  const { t } = useTranslation();
  return {
    spam: t('people.report.spam'),
    harassment: t('people.report.harassment'),
    violence: t('people.report.violence'),
    sexual: t('people.report.sexual'),
    illegal: t('people.report.illegal'),
    impersonation: t('people.report.impersonation'),
    other: t('people.report.other'),
  };
}
