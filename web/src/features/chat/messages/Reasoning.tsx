import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** What the model thought before it answered, folded away. */
export function Reasoning({ text, active }: { text: string; active: boolean }) {
  const { t } = useTranslation();
  return (
    <details className="group/reasoning mb-3">
      <summary className="inline-flex list-none items-center gap-1.5 rounded text-muted text-sm hover:text-text">
        <ChevronRight
          size={14}
          className="transition-transform group-open/reasoning:rotate-90 rtl:-scale-x-100"
          aria-hidden="true"
        />
        <span className={clsx(active && 'animate-[caret_1.6s_ease-in-out_infinite]')}>
          {active ? t('answer.reasoning') : t('answer.reasoned')}
        </span>
      </summary>
      <div className="mt-2 whitespace-pre-wrap border-border border-s-2 ps-4 text-muted leading-relaxed">
        {text}
      </div>
    </details>
  );
}
