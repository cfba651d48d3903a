import { message, Modal } from 'antd';
import { useEffect } from 'react';
import type { Shown } from './waiting-feedback.js';

/** Where notices and questions are shown; loaded when there is the first. */
export function FeedbackHost({ onReady }: { onReady: (shown: Shown) => void }) {
  const [notices, noticeHolder] = message.useMessage({ maxCount: 2 });
  const [questions, questionHolder] = Modal.useModal();
  useEffect(() => onReady({ message: notices, modal: questions }), [onReady, notices, questions]);
  return (
    <>
      {noticeHolder}
      {questionHolder}
    </>
  );
}
