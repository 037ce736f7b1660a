import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModerationAction, ModerationRule } from '@/api/identity';
import { randomId } from '@/lib/id';
import { useSubmit } from '@/lib/use-submit';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { ProblemNote } from '@/ui/Problem';
import { RadioCards } from '@/ui/RadioCards';
import { TextArea } from '@/ui/TextArea';
import { TextField } from '@/ui/TextField';
import { confirmQuietly } from '@/ui/toasts';

type Applies = ModerationRule['applies'];

interface Props {
  /** Null to add one. */
  rule: ModerationRule | null;
  onSave(rule: ModerationRule): Promise<void>;
  onClose(): void;
}

export function RuleDialog({ rule, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(rule?.name ?? '');
  const [pattern, setPattern] = useState(rule?.pattern ?? '');
  const [category, setCategory] = useState(rule?.category ?? '');
  const [action, setAction] = useState<ModerationAction>(rule?.action ?? 'block');
  const [applies, setApplies] = useState<Applies>(rule?.applies ?? 'both');
  const { busy, problem, submit } = useSubmit();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={rule === null ? t('settings.moderation.addRule') : t('settings.moderation.editRule')}
    >
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(async () => {
            await onSave({
              id: rule?.id ?? randomId(),
              name: name.trim(),
              pattern,
              category: category.trim(),
              action,
              applies,
              enabled: rule?.enabled ?? true,
            });
            confirmQuietly(t('settings.saved'));
            onClose();
          });
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t('settings.name')}
            required
            maxLength={60}
            value={name}
            placeholder={t('settings.moderation.namePlaceholder')}
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            label={t('settings.moderation.category')}
            required
            maxLength={60}
            value={category}
            placeholder={t('settings.moderation.categoryPlaceholder')}
            onChange={(event) => setCategory(event.target.value)}
          />
        </div>
        <TextArea
          label={t('settings.moderation.pattern')}
          rows={2}
          required
          spellCheck={false}
          className="[&_textarea]:font-mono"
          value={pattern}
          placeholder="(?i)\bproject\s+marigold\b"
          hint={t('settings.moderation.patternHint')}
          onChange={(event) => setPattern(event.target.value)}
        />
        <RadioCards<ModerationAction>
          legend={t('settings.moderation.then')}
          name="action"
          cards={(['block', 'warn', 'log'] as const).map((value) => ({
            value,
            label: t(`settings.moderation.action.${value}`),
            hint: t(`settings.moderation.actionText.${value}`),
          }))}
          chosen={action}
          onChoose={setAction}
        />
        <RadioCards<Applies>
          legend={t('settings.moderation.appliesTo')}
          name="applies"
          columns={4}
          cards={(['prompt', 'answer', 'both'] as const).map((value) => ({
            value,
            label: t(`settings.moderation.applies.${value}`),
          }))}
          chosen={applies}
          onChoose={setApplies}
        />
        {problem && <ProblemNote cause={problem} />}
        <div className="flex justify-end gap-2 pt-1">
          <Button variant="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
