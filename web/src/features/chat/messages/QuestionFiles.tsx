import { FileX2, Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AttachedDocument } from '@/api/schema';
import { openCitation } from '../citations/panel';

/** The files that came with a question; each opens what was read of it. */
export function QuestionFiles({ files }: { files: readonly AttachedDocument[] }) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul
      aria-label={t('attachment.list')}
      className="mb-1.5 flex max-w-[min(85%,36rem)] flex-wrap justify-end gap-1.5"
    >
      {files.map((file) => (
        <li key={file.documentId} className="max-w-full">
          {file.state === 'deleted' ? (
            <span className="inline-flex h-8 max-w-full items-center gap-2 rounded-full border border-border border-dashed px-3 text-muted text-sm">
              <FileX2 size={14} aria-hidden="true" className="shrink-0" />
              {t('attachment.deleted')}
            </span>
          ) : (
            <button
              type="button"
              onClick={() => openCitation.set(whole(file))}
              className="inline-flex h-8 max-w-full items-center gap-2 rounded-full border border-border bg-surface px-3 text-sm transition-colors hover:bg-hover touch:h-9"
            >
              <Paperclip size={14} aria-hidden="true" className="shrink-0 text-muted" />
              <span className="truncate">{file.title}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The file as a source of which no passage is marked. */
function whole({ documentId, title }: AttachedDocument) {
  return { index: 0, documentId, title, location: '', quote: '', start: 0, end: 0 };
}
