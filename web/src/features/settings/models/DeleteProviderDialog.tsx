import { useTranslation } from 'react-i18next';
import type { Provider } from '@/api/schema';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';

interface Props {
  provider: Provider;
  onDelete(): Promise<void>;
  onClose(): void;
}

/** Asked first, because the key is gone for good. */
export function DeleteProviderDialog({ provider, onDelete, onClose }: Props) {
  const { t } = useTranslation();
  const { busy, problem, submit } = useSubmit();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('provider.deleteTitle', { name: provider.name })}
      description={t('provider.deleteText')}
    >
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
              await onDelete();
              onClose();
            })
          }
        >
          {t('provider.delete')}
        </Button>
      </div>
    </Dialog>
  );
}
