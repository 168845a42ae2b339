import { CloseButton, Modal, type ModalRootProps } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useWords } from '../words.ts';
import style from './parts.module.css';

type Props = {
  readonly title: string;
  readonly close: () => void;
  readonly size?: NonNullable<ModalRootProps['size']>;
  readonly children: ReactNode;
};

/** Ctrl+Enter sends the form that one types into, also out of a field in which Enter is a new line. */
function sendByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !(event.target instanceof HTMLElement)) return;
  const form = event.target.closest('form');
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  form.requestSubmit();
}

/** A question in the middle of the screen; Esc and a click beside it say no. */
export function Dialog({ title, close, size = 'md', children }: Props) {
  const { t } = useWords();
  return (
    <Modal.Root opened onClose={close} size={size} centered transitionProps={{ transition: 'fade', duration: 120 }}>
      <Modal.Overlay />
      <Modal.Content radius="lg" onKeyDown={sendByKey}>
        {/* Not Modal.Header: that is a second banner beside the page's own. */}
        <div className={style.dialogHead}>
          <Modal.Title>{title}</Modal.Title>
          <CloseButton aria-label={t('close')} onClick={close} size={32} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
