import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatTitle, OpenedChat } from '@/api/identity';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { TextArea } from '@/ui/TextArea';
import { openChat } from './api';

/** What the server takes for a reason. */
const shortest = 10;
const longest = 500;

interface Props {
  chat: ChatTitle;
  username: string;
  onOpened(opened: OpenedChat): void;
  onClose(): void;
}

/** Asks why a chat is to be read, and says who will see the answer. */
export function ReasonDialog({ chat, username, onOpened, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const { busy, problem, submit, fieldError } = useSubmit();
  const wrong = fieldError('reason');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('settings.chats.askTitle', { title: chat.title || t('conversation.untitled') })}
      description={t('settings.chats.askText', { name: username })}
    >
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(async () => {
            onOpened(await openChat(chat.id, reason.trim()));
            onClose();
          });
        }}
      >
        <TextArea
          label={t('settings.chats.reason')}
          rows={3}
          required
          maxLength={longest}
          value={reason}
          hint={t('settings.chats.reasonHint', { count: shortest })}
          error={wrong}
          onChange={(event) => setReason(event.target.value)}
        />
        {problem && wrong === undefined && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            variant="primary"
            busy={busy}
            disabled={reason.trim().length < shortest}
          >
            {t('settings.chats.open')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
