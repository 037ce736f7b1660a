import { clsx } from 'clsx';
import { CircleAlert, Paperclip, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { percent } from '@/lib/format';
import { Spinner } from '@/ui/Spinner';
import type { Attachment } from './attachments';

interface Props {
  attachments: readonly Attachment[];
  onRemove(key: string): void;
}

/** The files that go along with the question: how far each is, and the way to leave it out. */
export function AttachmentChips({ attachments, onRemove }: Props) {
  const { t } = useTranslation();
  if (attachments.length === 0) return null;
  return (
    <ul aria-label={t('attachment.list')} className="flex flex-wrap gap-1.5 px-3 pt-3">
      {attachments.map((attachment) => (
        <li
          key={attachment.key}
          aria-label={attachment.name}
          data-state={attachment.state}
          className={clsx(
            'inline-flex min-h-9 max-w-full items-center gap-2 rounded-control border ps-2.5 text-sm',
            attachment.state === 'failed'
              ? 'border-danger/40 bg-danger-soft'
              : 'border-border bg-bg',
          )}
        >
          <StateIcon state={attachment.state} />
          <span className="min-w-0 py-1">
            <span className="block truncate leading-4">{attachment.name}</span>
            <Line attachment={attachment} />
          </span>
          <button
            type="button"
            aria-label={t('attachment.remove', { name: attachment.name })}
            onClick={() => onRemove(attachment.key)}
            className="inline-flex size-9 shrink-0 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-text"
          >
            <X size={14} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function StateIcon({ state }: { state: Attachment['state'] }) {
  if (state === 'failed') {
    return <CircleAlert size={15} aria-hidden="true" className="shrink-0 text-danger" />;
  }
  return state === 'ready' ? (
    <Paperclip size={15} aria-hidden="true" className="shrink-0 text-muted" />
  ) : (
    <Spinner className="size-3.5! shrink-0 text-muted" />
  );
}

function Line({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  const { state, sent, reason } = attachment;
  switch (state) {
    case 'sending':
      return (
        <span className="block text-muted text-xs tabular-nums">
          {t('attachment.sending', { share: percent(sent) })}
        </span>
      );
    case 'reading':
      return <span className="block text-muted text-xs">{t('attachment.reading')}</span>;
    case 'failed':
      return (
        <span role="alert" className="block text-danger text-xs">
          {reason}
        </span>
      );
    case 'ready':
      return null;
  }
}
