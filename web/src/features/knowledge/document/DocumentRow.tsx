import { clsx } from 'clsx';
import { Download, Ellipsis, RotateCw, Trash2 } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '@/api/schema';
import { fileSize } from '@/lib/format';
import { useSentence } from '@/lib/i18n/sentence';
import { Problem } from '@/lib/problem';
import { saveFrom } from '@/lib/save-file';
import { Button } from '@/ui/Button';
import { IconButton } from '@/ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu';
import { Time } from '@/ui/Time';
import { warn } from '@/ui/toasts';
import { retryDocument } from '../api';
import { documentRemoval } from '../removal';
import { DocumentStateLine } from './DocumentState';
import { iconOf } from './icon';
import { WebLink, webAddress } from './WebLink';

interface Props {
  document: DocumentItem;
  writable: boolean;
  /** It lies open beside the list. */
  open: boolean;
  onOpen(id: string): void;
}

export const DocumentRow = memo(function DocumentRow({ document, writable, open, onOpen }: Props) {
  const Icon = iconOf(document);
  const ready = document.state === 'ready';
  const address = webAddress(document.location);
  return (
    <li
      aria-label={document.title}
      className={clsx(
        'relative flex items-center gap-3 py-2.5 ps-4 pe-2 transition-colors',
        open ? 'bg-hover' : ready && 'hover:bg-hover/60',
      )}
    >
      <Icon size={18} aria-hidden="true" className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        {!ready && address !== null ? (
          <WebLink href={address} className="block max-w-full truncate font-medium leading-6">
            {document.title}
          </WebLink>
        ) : (
          <button
            type="button"
            disabled={!ready}
            aria-pressed={open}
            onClick={() => onOpen(document.id)}
            // The whole row opens it.
            className="block max-w-full truncate text-start font-medium leading-6 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {document.title}
          </button>
        )}
        {ready ? <Facts document={document} /> : <DocumentStateLine document={document} />}
      </div>
      <div className="relative flex shrink-0 items-center">
        {document.state === 'failed' && writable && <Retry document={document} />}
        <Actions document={document} writable={writable} />
      </div>
    </li>
  );
});

function Facts({ document }: { document: DocumentItem }) {
  const { t } = useTranslation();
  const { title, location, pages, passages, size, createdAt } = document;
  const address = webAddress(location);
  const facts = [
    address === null && location !== title && location,
    pages !== null && pages > 0 && t('document.pages', { count: pages }),
    t('knowledge.passages', { count: passages }),
    fileSize(size),
  ].filter((fact) => fact !== false);
  return (
    // As high as a finger needs it for a link, in every row; what stands beside the link is on the same line then.
    <p className="truncate text-muted text-sm leading-6 tabular-nums">
      {address !== null && (
        <>
          <WebLink
            href={address}
            // Above what makes the whole row a button.
            className="relative inline-block max-w-[60%] truncate align-bottom leading-6"
          >
            {address}
          </WebLink>
          {' · '}
        </>
      )}
      {facts.join(' · ')}
      {' · '}
      <Time at={createdAt} />
    </p>
  );
}

function Retry({ document }: { document: DocumentItem }) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  return (
    <Button
      size="small"
      icon={<RotateCw size={14} aria-hidden="true" />}
      aria-label={t('document.retryOf', { title: document.title })}
      onClick={() => attempt(() => retryDocument(document))}
    >
      {t('document.retry')}
    </Button>
  );
}

function Actions({ document, writable }: { document: DocumentItem; writable: boolean }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const attempt = useAttempt();
  const download = () => {
    setBusy(true);
    attempt(() =>
      saveFrom(`/documents/${document.id}/file`, document.title).finally(() => setBusy(false)),
    );
  };
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          label={t('document.menuOf', { title: document.title })}
          disabled={busy}
          icon={<Ellipsis size={18} />}
        />
      }
    >
      <MenuItem icon={<Download size={16} />} onClick={download}>
        {t('document.download')}
      </MenuItem>
      {writable && (
        <>
          <MenuSeparator />
          <MenuItem
            danger
            icon={<Trash2 size={16} />}
            onClick={() => documentRemoval.remove(document.id)}
          >
            {t('document.delete')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

function useAttempt(): (task: () => Promise<void>) => void {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (task) => {
    task().catch((cause) => warn(t('document.notDone'), sentence(Problem.of(cause))));
  };
}
