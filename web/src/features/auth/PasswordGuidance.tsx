import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import '@/lib/i18n/account';

/** What NIST 800-63B-4 asks for where a password is the only factor. */
const recommended = 15;

interface Props {
  password: string;
  minimum: number;
}

/** Says honestly what makes a password good: its length, nothing else. */
export function PasswordGuidance({ password, minimum }: Props) {
  const { t } = useTranslation();
  const length = [...password].length;
  const enough = length >= minimum;
  const good = length >= Math.max(minimum, recommended);
  return (
    <div className="space-y-1.5">
      <div className="flex gap-1" aria-hidden="true">
        <Bar
          filled={Math.min(1, length / minimum)}
          tone={enough ? 'success' : 'muted'}
          grow={minimum}
        />
        {recommended > minimum && (
          <Bar
            filled={Math.min(1, Math.max(0, (length - minimum) / (recommended - minimum)))}
            tone="success"
            grow={recommended - minimum}
          />
        )}
      </div>
      <p className={clsx(enough && 'text-success')}>
        {enough && (
          <Check size={14} className="me-1 inline-block align-[-2px]" aria-hidden="true" />
        )}
        {good
          ? t('password.good')
          : enough
            ? t('password.enough', { count: recommended })
            : length === 0
              ? t('password.rule', { count: minimum })
              : t('password.missing', { count: minimum - length })}
      </p>
    </div>
  );
}

function Bar({ filled, tone, grow }: { filled: number; tone: 'success' | 'muted'; grow: number }) {
  return (
    <span className="h-1 overflow-hidden rounded-full bg-hover" style={{ flexGrow: grow }}>
      <span
        className={clsx(
          'block h-full rounded-full transition-all',
          tone === 'success' ? 'bg-success' : 'bg-border-strong',
        )}
        style={{ inlineSize: `${filled * 100}%` }}
      />
    </span>
  );
}
