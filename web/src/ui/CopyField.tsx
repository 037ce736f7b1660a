import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '@/lib/use-copy';
import { IconButton } from './IconButton';

/** Something to be copied as it is: a key, a link, an address. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  return (
    <div>
      <p className="mb-1.5 font-medium text-sm">{label}</p>
      <div className="flex items-start rounded-control border border-border bg-code ps-3">
        <code className="min-w-0 flex-1 select-all py-2.5 font-mono text-sm [overflow-wrap:anywhere]">
          {value}
        </code>
        <IconButton
          label={copied ? t('action.copied') : t('action.copyOf', { what: label })}
          icon={copied ? <Check size={16} /> : <Copy size={16} />}
          onClick={() => copy(value)}
        />
      </div>
    </div>
  );
}
