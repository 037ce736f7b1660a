import { Check, Copy, Pencil } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '@/lib/use-copy';
import { IconButton } from '@/ui/IconButton';
import type { ThreadMessage } from '../thread/thread';
import { textOf } from '../turn/fold';
import { BranchArrows } from './BranchArrows';
import { QuestionEditor } from './QuestionEditor';
import { QuestionFiles } from './QuestionFiles';

interface Props {
  message: ThreadMessage;
  /** An answer is being written; the tree must not change meanwhile. */
  busy: boolean;
}

export const Question = memo(function Question({ message, busy }: Props) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { copied, copy } = useCopy();
  const text = textOf(message);
  if (editing) return <QuestionEditor message={message} onDone={() => setEditing(false)} />;
  return (
    <article aria-label={t('message.you')} className="group flex flex-col items-end">
      <QuestionFiles files={message.attachments} />
      <div
        dir="auto"
        className="max-w-[min(85%,36rem)] whitespace-pre-wrap rounded-[18px] rounded-ee-md bg-bubble px-4 py-2.5 text-md leading-relaxed [overflow-wrap:anywhere]"
      >
        {text}
      </div>
      <div className="mt-0.5 flex h-7 items-center touch:h-9">
        <span className="flex opacity-0 transition-opacity focus-within:opacity-100 group-hover:opacity-100 touch:opacity-100">
          <IconButton
            size="small"
            label={copied ? t('action.copied') : t('message.copyQuestion')}
            icon={copied ? <Check size={15} /> : <Copy size={15} />}
            onClick={() => copy(text)}
          />
          <IconButton
            size="small"
            label={t('message.edit')}
            icon={<Pencil size={15} />}
            disabled={busy}
            onClick={() => setEditing(true)}
          />
        </span>
        <BranchArrows message={message} disabled={busy} />
      </div>
    </article>
  );
});
