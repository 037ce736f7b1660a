import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ErasureReceipt } from '@/api/identity';
import { base } from '@/lib/base';
import { exactTime } from '@/lib/format';
import '@/lib/i18n/account';
import { usePageTitle } from '@/lib/page-title';
import { save } from '@/lib/save-file';
import { Button, buttonClass } from '@/ui/Button';
import { Frame } from './Frame';

const counted = [
  'chats',
  'messages',
  'documents',
  'passages',
  'files',
  'keys',
  'sessions',
] as const satisfies ReadonlyArray<keyof ErasureReceipt>;

/** The last page that somebody sees whose account is gone. */
export function FarewellPage({ receipt }: { receipt: ErasureReceipt }) {
  const { t } = useTranslation();
  usePageTitle(t('farewell.title'));
  return (
    <Frame title={t('farewell.title')}>
      <p className="text-center text-muted">{t('farewell.text')}</p>
      <dl className="my-5 divide-y divide-border rounded-card border border-border bg-surface px-5 py-1.5">
        {counted.map((name) => (
          <div key={name} className="flex justify-between py-1.5">
            <dt className="text-muted">{t(`farewell.${name}`)}</dt>
            <dd className="tabular-nums">{receipt[name]}</dd>
          </div>
        ))}
        <div className="py-2 text-muted text-xs">
          <dt className="sr-only">{t('farewell.receipt')}</dt>
          <dd>
            {exactTime(new Date(receipt.erasedAt))} ·{' '}
            <span className="font-mono [overflow-wrap:anywhere]">{receipt.receiptId}</span>
          </dd>
        </div>
      </dl>
      <div className="flex justify-center gap-2">
        <Button
          icon={<Download size={16} aria-hidden="true" />}
          onClick={() =>
            save(
              new Blob([JSON.stringify(receipt, null, 2)], { type: 'application/json' }),
              'parley-receipt.json',
            )
          }
        >
          {t('farewell.save')}
        </Button>
        <a href={base.href} className={buttonClass('primary')}>
          {t('action.done')}
        </a>
      </div>
    </Frame>
  );
}
