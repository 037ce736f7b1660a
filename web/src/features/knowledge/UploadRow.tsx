import { CircleAlert, RotateCw, Upload as UploadIcon, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { fileSize, percent } from '@/lib/format';
import { IconButton } from '@/ui/IconButton';
import { Progress } from '@/ui/Progress';
import { cancelUpload, retryUpload, type Upload } from './uploads';

/** A file on its way: how far it has got, and the way to call it off or try again. */
export function UploadRow({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  const { key, name, size, sent, state, reason } = upload;
  const failed = state === 'failed';
  const Icon = failed ? CircleAlert : UploadIcon;
  return (
    <li className="flex items-center gap-3 py-2.5 ps-4 pe-2">
      <Icon
        size={18}
        aria-hidden="true"
        className={failed ? 'shrink-0 text-danger' : 'shrink-0 text-muted'}
      />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2">
          <span className="truncate">{name}</span>
          <span className="ms-auto shrink-0 text-muted text-sm tabular-nums">
            {state === 'sending' ? percent(sent) : fileSize(size)}
          </span>
        </p>
        {failed ? (
          <p role="alert" className="text-danger text-sm">
            {reason}
          </p>
        ) : (
          <div className="mt-1.5">
            <Progress label={t('upload.of', { name })} share={state === 'waiting' ? 0 : sent} />
          </div>
        )}
      </div>
      <span className="flex shrink-0">
        {failed && (
          <IconButton
            label={t('upload.retry', { name })}
            icon={<RotateCw size={16} />}
            onClick={() => retryUpload(key)}
          />
        )}
        <IconButton
          label={failed ? t('upload.dismiss', { name }) : t('upload.cancel', { name })}
          icon={<X size={16} />}
          onClick={() => cancelUpload(key)}
        />
      </span>
    </li>
  );
}
