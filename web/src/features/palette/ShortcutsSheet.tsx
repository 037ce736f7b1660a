import { useTranslation } from 'react-i18next';
import { shortcutsOpen } from '@/lib/frame';
import { commandKey, shiftKey } from '@/lib/keys';
import { Dialog } from '@/ui/Dialog';
import { Kbd } from '@/ui/Kbd';

export function ShortcutsSheet() {
  const { t } = useTranslation();
  const rows = [
    { keys: [commandKey, 'K'], text: t('shortcuts.palette') },
    { keys: [commandKey, shiftKey, 'O'], text: t('shortcuts.newChat') },
    { keys: [shiftKey, 'Esc'], text: t('shortcuts.composer') },
    { keys: ['Enter'], text: t('shortcuts.send') },
    { keys: [shiftKey, 'Enter'], text: t('shortcuts.newLine') },
    { keys: ['#'], text: t('shortcuts.knowledge') },
    { keys: ['Esc'], text: t('shortcuts.close') },
    { keys: ['?'], text: t('shortcuts.sheet') },
  ];
  return (
    <Dialog open onOpenChange={(open) => shortcutsOpen.set(open)} title={t('shortcuts.title')}>
      <dl className="divide-y divide-border">
        {rows.map(({ keys, text }) => (
          <div key={text} className="flex items-center justify-between gap-4 py-2.5">
            <dt>{text}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
