import { ChevronRight } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection, CollectionChange } from '@/api/schema';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { TextArea } from '@/ui/TextArea';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';
import { changeCollection, createCollection } from './api';
import { EmbeddingModelField } from './EmbeddingModelField';

interface Props {
  /** Null to make one. */
  collection: Collection | null;
  onClose(): void;
  onDone?: (made: Collection) => void;
}

export function CollectionDialog({ collection, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(collection?.name ?? '');
  const [description, setDescription] = useState(collection?.description ?? '');
  const [passageTokens, setPassageTokens] = useState(number(collection?.passageTokens));
  const [overlapTokens, setOverlapTokens] = useState(number(collection?.overlapTokens));
  const [embeddingModel, setEmbeddingModel] = useState<string | null>(null);
  const { busy, problem, submit, fieldError } = useSubmit();
  const errors = {
    name: fieldError('name'),
    description: fieldError('description'),
    passageTokens: fieldError('passageTokens'),
    overlapTokens: fieldError('overlapTokens'),
  };
  const shown = Object.values(errors).some((error) => error !== undefined);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(async () => {
      const change: CollectionChange & { name: string } = {
        name: name.trim(),
        description: description.trim(),
        ...(passageTokens !== '' && { passageTokens: Number(passageTokens) }),
        ...(overlapTokens !== '' && { overlapTokens: Number(overlapTokens) }),
        ...(embeddingModel !== null && { embeddingModel }),
      };
      if (collection === null) {
        onDone?.(await createCollection(change));
      } else {
        await changeCollection(collection.id, change);
        confirmQuietly(t('settings.saved'));
      }
      onClose();
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={collection === null ? t('knowledge.newTitle') : t('knowledge.editTitle')}
      {...(collection === null && { description: t('knowledge.newText') })}
    >
      <form onSubmit={onSubmit} className="space-y-4">
        <TextField
          label={t('knowledge.name')}
          value={name}
          required
          maxLength={100}
          placeholder={t('knowledge.namePlaceholder')}
          onChange={(event) => setName(event.target.value)}
          error={errors.name}
        />
        <TextArea
          label={t('knowledge.description')}
          value={description}
          maxLength={1000}
          rows={3}
          onChange={(event) => setDescription(event.target.value)}
          hint={t('knowledge.descriptionHint')}
          error={errors.description}
        />
        <details
          className="group/passages"
          open={
            errors.passageTokens !== undefined || errors.overlapTokens !== undefined || undefined
          }
        >
          <summary className="inline-flex list-none items-center gap-1 rounded text-muted text-sm hover:text-text">
            <ChevronRight
              size={14}
              aria-hidden="true"
              className="transition-transform group-open/passages:rotate-90 rtl:-scale-x-100"
            />
            {t('knowledge.passagesTitle')}
          </summary>
          <div className="mt-3 grid grid-cols-2 gap-3">
            <TextField
              label={t('knowledge.passageTokens')}
              type="number"
              inputMode="numeric"
              min={1}
              value={passageTokens}
              placeholder={t('knowledge.passageTokensUnsaid')}
              onChange={(event) => setPassageTokens(event.target.value)}
              error={errors.passageTokens}
            />
            <TextField
              label={t('knowledge.overlapTokens')}
              type="number"
              inputMode="numeric"
              min={0}
              value={overlapTokens}
              placeholder="50"
              onChange={(event) => setOverlapTokens(event.target.value)}
              error={errors.overlapTokens}
            />
          </div>
          <p className="mt-2 text-muted text-sm">{t('knowledge.passagesHint')}</p>
        </details>
        <EmbeddingModelField
          current={collection?.reembedding?.model ?? collection?.embeddingModel ?? null}
          chosen={embeddingModel}
          onChoose={setEmbeddingModel}
        />
        {problem && !shown && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="primary" busy={busy} disabled={name.trim() === ''}>
            {collection === null ? t('knowledge.create') : t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function number(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
