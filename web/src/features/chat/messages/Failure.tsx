import { Link } from '@tanstack/react-router';
import { CircleAlert, CirclePause, ShieldBan } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerError, FailureCode } from '@/api/schema';
import { useMe } from '@/features/account/api';
import { modelPickerOpen } from '@/features/models/ModelPicker';
import { Button, buttonClass } from '@/ui/Button';
import type { ThreadMessage } from '../thread/thread';
import { textOf } from '../turn/fold';
import { useThreadActions } from './context';

/** Failures that the administrator can do something about. */
const ofSettings: ReadonlySet<FailureCode> = new Set(['bad-key', 'no-such-model', 'unreachable']);
/** Failures after which asking the same model again is of no use. */
const ofModel: ReadonlySet<FailureCode> = new Set(['no-such-model', 'bad-key', 'too-long']);

/** An answer that did not come to its end: why, and the ways out. */
export function Failure({ message, busy }: { message: ThreadMessage; busy: boolean }) {
  const { t } = useTranslation();
  const { thread, model } = useThreadActions();
  const admin = useMe().role === 'admin';
  if (message.status === 'interrupted') {
    return (
      <Note icon={<CirclePause size={18} />} text={t('failure.interrupted')}>
        <Button
          size="small"
          variant="primary"
          disabled={busy}
          onClick={() => thread.continue(message.id)}
        >
          {t('answer.continue')}
        </Button>
        <Button size="small" disabled={busy} onClick={() => thread.regenerate(message.id, model)}>
          {t('answer.regenerate')}
        </Button>
      </Note>
    );
  }
  const error: AnswerError = message.error ?? { code: 'internal', message: '' };
  if (error.code === 'blocked-by-moderation') return <Blocked message={error.message} />;
  return (
    <Note icon={<CircleAlert size={18} />} text={t(`failure.${error.code}`)} alarming>
      {!ofModel.has(error.code) && (
        <Retry error={error} disabled={busy} onRetry={() => thread.regenerate(message.id, model)} />
      )}
      {error.code === 'broken-stream' && textOf(message) !== '' && (
        <Button size="small" disabled={busy} onClick={() => thread.continue(message.id)}>
          {t('answer.continue')}
        </Button>
      )}
      <Button size="small" onClick={() => modelPickerOpen.set(true)}>
        {t('failure.otherModel')}
      </Button>
      {admin && ofSettings.has(error.code) && (
        <Link
          to="/settings/$section"
          params={{ section: 'models' }}
          className={buttonClass('secondary', 'small')}
        >
          {t('failure.settings')}
        </Link>
      )}
    </Note>
  );
}

/** Nothing has gone wrong: a rule of the server stopped it, and asking the same again is of no use. */
function Blocked({ message }: { message: string }) {
  const { t } = useTranslation();
  return (
    <div
      className="mt-3 flex gap-2.5 rounded-card border border-border bg-surface px-4 py-3"
      data-testid="blocked"
    >
      <ShieldBan size={18} className="mt-px shrink-0 text-warning" aria-hidden="true" />
      <div>
        <p>{message || t('failure.blocked-by-moderation')}</p>
        <p className="mt-1 text-muted text-sm">{t('failure.blockedText')}</p>
      </div>
    </div>
  );
}

function Retry(props: { error: AnswerError; disabled: boolean; onRetry(): void }) {
  const { t } = useTranslation();
  const left = useCountdown(props.error.retryAfterSeconds ?? 0);
  return (
    <Button
      size="small"
      variant="primary"
      disabled={props.disabled || left > 0}
      onClick={props.onRetry}
    >
      {left > 0 ? t('failure.retryIn', { count: left }) : t('action.tryAgain')}
    </Button>
  );
}

function useCountdown(seconds: number): number {
  const [left, setLeft] = useState(Math.min(600, Math.ceil(seconds)));
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return left;
}

interface NoteProps {
  icon: ReactNode;
  text: string;
  alarming?: boolean;
  children: ReactNode;
}

function Note({ icon, text, alarming = false, children }: NoteProps) {
  return (
    <div
      className="mt-3 rounded-card border border-border bg-surface px-4 py-3"
      data-testid="failure"
    >
      <p className="flex gap-2.5">
        <span className={alarming ? 'mt-px text-danger' : 'mt-px text-warning'} aria-hidden="true">
          {icon}
        </span>
        {text}
      </p>
      <div className="mt-3 flex flex-wrap gap-2 ps-7">{children}</div>
    </div>
  );
}
