import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '@/api/schema';
import { useMe } from '@/features/account/api';
import { guide, modelsQuery } from '@/features/models/api';
import { Logo } from '@/ui/Logo';

interface Props {
  model: Model | null;
  onAsk(text: string): void;
  /** The composer. */
  children: ReactNode;
}

/** The empty chat: says hello, says what answers, and offers a first question. */
export function Greeting({ model, onAsk, children }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const isGuide = model?.id === guide;
  const { data } = useQuery(modelsQuery);
  const alone = data?.items.every(({ id }) => id === guide) ?? true;
  const questions = isGuide
    ? [t('greeting.guide.connect'), t('greeting.guide.what'), t('greeting.guide.data')]
    : [];
  return (
    <>
      <div className="mb-7 text-center">
        <Logo className="mx-auto mb-5 size-10" />
        <h1 className="font-semibold text-[22px] leading-8 tracking-tight sm:text-[26px]">
          {t('greeting.title', { name: me.displayName || me.username })}
        </h1>
        {isGuide && data !== undefined && (
          <p className="mx-auto mt-2 max-w-md text-balance text-muted">
            {alone ? t(`greeting.guide.${me.role}`) : t('greeting.guide.chosen')}
          </p>
        )}
      </div>
      {children}
      {questions.length > 0 && (
        <ul aria-label={t('greeting.suggestions')} className="mt-5 divide-y divide-border">
          {questions.map((question) => (
            <li key={question}>
              <button
                type="button"
                onClick={() => onAsk(question)}
                className="group flex min-h-11 w-full items-center justify-between gap-3 rounded-control px-3 text-start text-muted transition-colors hover:bg-hover hover:text-text"
              >
                {question}
                <ArrowRight
                  size={16}
                  aria-hidden="true"
                  className="shrink-0 opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 rtl:-scale-x-100"
                />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
