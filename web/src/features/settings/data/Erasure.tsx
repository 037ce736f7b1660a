import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/features/account/api';
import { farewell } from '@/lib/farewell';
import { session } from '@/lib/session';
import { storage } from '@/lib/storage';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { eraseAccount } from './api';

export function Erasure() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Card
      title={t('settings.data.erase')}
      description={t('settings.data.eraseText')}
      className="pb-1"
      actions={
        <Button variant="danger" size="small" onClick={() => setOpen(true)}>
          {t('settings.data.eraseAction')}
        </Button>
      }
    >
      {open && <EraseDialog onClose={() => setOpen(false)} />}
    </Card>
  );
}

function EraseDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [username, setUsername] = useState('');
  const { busy, problem, submit } = useSubmit();
  const erase = async () => {
    const receipt = await eraseAccount(username);
    // What was typed and not sent is on this device alone.
    for (const kind of ['draft', 'unsent']) storage.removeAll(`${kind}.${me.id}.`);
    farewell.set(receipt);
    session.forget();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={t('settings.data.eraseTitle')}
      description={t('settings.data.eraseWarning')}
    >
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(erase);
        }}
      >
        <TextField
          label={t('settings.data.typeUsername', { username: me.username })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
        {problem && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="danger" busy={busy} disabled={username !== me.username}>
            {t('settings.data.eraseForGood')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
