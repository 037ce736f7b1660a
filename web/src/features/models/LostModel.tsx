import { Unplug } from 'lucide-react';
import { Trans, useTranslation } from 'react-i18next';
import type { Conversation, Model } from '@/api/schema';
import { Button } from '@/ui/Button';
import { useLostModel, useModelName } from './api';
import { modelPickerOpen } from './ModelPicker';

interface Props {
  conversation: Conversation | undefined;
  /** What answers instead. */
  model: Model | null;
  onPick(model: Model): void;
}

/** Says that a chat's model is gone before another one answers in its place, and lets the person choose which. */
export function LostModel({ conversation, model, onPick }: Props) {
  const { t } = useTranslation();
  const lost = useModelName(useLostModel(conversation, conversation?.id ?? ''));
  if (lost === null || model === null) return null;
  const names = { lost, model: model.name };
  return (
    <div
      role="status"
      data-testid="lost-model"
      className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card bg-warning-soft py-2 ps-3.5 pe-2"
    >
      <p className="flex min-w-0 flex-1 basis-64 items-start gap-2.5 text-sm">
        <Unplug size={16} className="mt-0.5 shrink-0 text-warning" aria-hidden="true" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <Trans
            t={t}
            i18nKey="models.lost"
            values={names}
            components={{ name: <strong className="font-medium" /> }}
          />
        </span>
      </p>
      <span className="ms-auto flex gap-1.5">
        <Button size="small" variant="ghost" onClick={() => modelPickerOpen.set(true)}>
          {t('models.chooseAnother')}
        </Button>
        <Button size="small" className="max-w-44" onClick={() => onPick(model)}>
          <span className="truncate">{t('models.useInstead', names)}</span>
        </Button>
      </span>
    </div>
  );
}
