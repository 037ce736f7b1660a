import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSubmit } from '@/lib/use-submit';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { ProblemNote } from './Problem';

interface Props {
  title: string;
  text: ReactNode;
  /** What the button does, as a verb. */
  action: string;
  onConfirm(): Promise<void>;
  onClose(): void;
}

/** Asks before what cannot be undone. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  const { busy, problem, submit } = useSubmit();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description={text}>
      {problem && <ProblemNote cause={problem} />}
      <div className="mt-2 flex justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button
          variant="danger"
          busy={busy}
          onClick={() =>
            submit(async () => {
              await onConfirm();
              onClose();
            })
          }
        >
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
