import { Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Icon } from '../common/Icon.js';
import styles from './Uploads.module.css';

interface DropAreaProps {
  readonly onFiles: (files: readonly File[], folders: readonly string[]) => void;
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Takes what is dropped anywhere on the chat that it is in, and says so while something is dragged over it. */
export function DropArea({ onFiles }: DropAreaProps) {
  const { t } = useTranslation();
  const mark = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState<HTMLElement | null>(null);

  useEffect(() => {
    const pane = mark.current?.closest<HTMLElement>('[data-testid="chat"]');
    if (!pane) return undefined;
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(pane);
    };
    const leave = (event: DragEvent): void => {
      if (!(event.relatedTarget instanceof Node) || !pane.contains(event.relatedTarget)) setOver(null);
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(null);
      const { files, folders } = dropped(event.dataTransfer);
      onFiles(files, folders);
    };
    const listeners = { dragenter: enter, dragover: enter, dragleave: leave, drop };
    for (const [name, listener] of Object.entries(listeners)) pane.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) pane.removeEventListener(name, listener as EventListener);
    };
  }, [onFiles]);

  const sign = (
    <div className={styles.drop} data-testid="drop-sign">
      <Icon of={Upload} size={34} />
      {t('uploads.drop')}
    </div>
  );
  return (
    <span ref={mark} hidden>
      {over !== null && createPortal(sign, over)}
    </span>
  );
}

/** A folder looks like a file until its entry is asked. */
function dropped(transfer: DataTransfer | null): { files: File[]; folders: string[] } {
  const files: File[] = [];
  const folders: string[] = [];
  for (const item of transfer?.items ?? []) {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (file === null) continue;
    if (item.webkitGetAsEntry()?.isDirectory === true) folders.push(file.name);
    else files.push(file);
  }
  return { files, folders };
}
