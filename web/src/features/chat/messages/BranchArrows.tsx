import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/schema';
import { IconButton } from '@/ui/IconButton';
import { useThreadActions } from './context';

/** `< 1/2 >`: walks through the versions of a question or an answer. */
export function BranchArrows({ message, disabled }: { message: Message; disabled: boolean }) {
  const { t } = useTranslation();
  const { thread } = useThreadActions();
  const { siblingIds } = message;
  if (siblingIds.length < 2) return null;
  const at = siblingIds.indexOf(message.id);
  const go = (step: number) => {
    const next = siblingIds[at + step];
    if (next !== undefined) void thread.chooseBranch(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <span role="group" aria-label={t('branch.label')} className="flex items-center">
      <IconButton
        size="small"
        label={t('branch.previous')}
        icon={<ChevronLeft size={16} className="rtl:-scale-x-100" />}
        disabled={disabled || at <= 0}
        onClick={() => go(-1)}
      />
      <span className="min-w-8 text-center text-muted text-sm tabular-nums">
        {at + 1}/{siblingIds.length}
      </span>
      <IconButton
        size="small"
        label={t('branch.next')}
        icon={<ChevronRight size={16} className="rtl:-scale-x-100" />}
        disabled={disabled || at >= siblingIds.length - 1}
        onClick={() => go(1)}
      />
    </span>
  );
}
