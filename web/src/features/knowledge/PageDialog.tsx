import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '@/api/schema';
import { useSentence } from '@/lib/i18n/sentence';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';
import { withScheme } from './address';
import { addPage } from './api';

interface Props {
  collectionId: string;
  onClose(): void;
  /** `known`: it was in the collection before. */
  onDone(document: DocumentItem, known: boolean): void;
}

/** Asks for the address of a page of the web. */
export function PageDialog({ collectionId, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const [url, setUrl] = useState('');
  const { busy, problem, submit, fieldError, clear } = useSubmit();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // A press of the button took the focus away from what is to be corrected.
    if (problem !== null) field.current?.focus();
  }, [problem]);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(async () => {
      const { document, known } = await addPage(collectionId, withScheme(url.trim()));
      if (known) confirmQuietly(t('page.known', { title: document.title }));
      onDone(document, known);
      onClose();
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('page.title')}
      description={t('page.text')}
    >
      <form onSubmit={onSubmit} className="space-y-4">
        <TextField
          ref={field}
          label={t('page.address')}
          value={url}
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          placeholder="https://"
          onChange={(event) => {
            setUrl(event.target.value);
            clear();
          }}
          error={fieldError('url') ?? (problem === null ? undefined : sentence(problem))}
        />
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="primary" busy={busy} disabled={busy || url.trim() === ''}>
            {t('page.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
