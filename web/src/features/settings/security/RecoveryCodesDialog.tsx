import { Check, Copy, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { save } from '@/lib/save-file';
import { session } from '@/lib/session';
import { useCopy } from '@/lib/use-copy';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';

/** Shown once: whoever closes it without keeping them has none. So it is closed by its button alone. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[]; onClose(): void }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  const text = `${t('settings.security.codesFile', {
    address: location.host,
    username: session.user?.username ?? '',
  })}\n\n${codes.join('\n')}\n`;
  return (
    <Dialog
      open
      title={t('settings.security.recoveryCodes')}
      description={t('settings.security.keepCodes')}
    >
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-control border border-border bg-code px-4 py-3 font-mono">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button
          icon={
            copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />
          }
          onClick={() => copy(text)}
        >
          {copied ? t('action.copied') : t('action.copy')}
        </Button>
        <Button
          icon={<Download size={16} aria-hidden="true" />}
          onClick={() =>
            save(new Blob([text], { type: 'text/plain' }), 'parley-recovery-codes.txt')
          }
        >
          {t('action.download')}
        </Button>
        <Button variant="primary" onClick={onClose}>
          {t('settings.security.codesKept')}
        </Button>
      </div>
    </Dialog>
  );
}
