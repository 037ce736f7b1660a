import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passkey } from '@/api/identity';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';
import { addPasskey, renamePasskey } from './api';

interface Props {
  /** Null to add one. */
  passkey: Passkey | null;
  onClose(): void;
}

export function PasskeyDialog({ passkey, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(passkey?.name ?? thisDevice());
  const { busy, problem, submit, fieldError } = useSubmit();
  const adding = passkey === null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={adding ? t('settings.security.passkeyAdd') : t('settings.security.passkeyRename')}
      {...(adding && { description: t('settings.security.passkeyAddText') })}
    >
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(async () => {
            if (adding) await addPasskey(name.trim());
            else await renamePasskey(passkey.id, name.trim());
            confirmQuietly(adding ? t('settings.security.passkeyAdded') : t('settings.saved'));
            onClose();
          });
        }}
      >
        <TextField
          label={t('settings.name')}
          value={name}
          required
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
          error={fieldError('name')}
        />
        {problem && fieldError('name') === undefined && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            {adding ? t('settings.security.passkeyMake') : t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the person may want to call it: by the device that they sit at. */
function thisDevice(): string {
  const system = /Android|iPhone|iPad|Windows|Mac|Linux/.exec(navigator.userAgent)?.[0];
  return system ?? '';
}
