import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/schema';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { TextField } from '@/ui/TextField';
import { renameConversation } from './api';

export function RenameDialog({
  conversation,
  onClose,
}: {
  conversation: Conversation;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(conversation.title);
  const { busy, problem, submit } = useSubmit();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(async () => {
      await renameConversation(conversation.id, title.trim());
      onClose();
    });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('conversation.renameTitle')}>
      <form onSubmit={onSubmit} className="space-y-4">
        <TextField
          label={t('conversation.title')}
          value={title}
          maxLength={200}
          required
          autoFocus
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTitle(event.target.value)}
        />
        {problem && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="primary" busy={busy} disabled={title.trim() === ''}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
