import { clsx } from 'clsx';
import { Check, Copy, RefreshCw, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { renderer } from '@/features/markdown/renderer';
import { useModelName } from '@/features/models/api';
import { useStore } from '@/lib/store';
import { useCopy } from '@/lib/use-copy';
import { Button } from '@/ui/Button';
import { IconButton } from '@/ui/IconButton';
import { Sources } from '../citations/Sources';
import type { LiveTurn, ThreadMessage } from '../thread/thread';
import { reasoningOf, textOf } from '../turn/fold';
import { Activity } from './Activity';
import { AnswerText } from './AnswerText';
import { BranchArrows } from './BranchArrows';
import { useThreadActions } from './context';
import { Failure } from './Failure';
import { Reasoning } from './Reasoning';

interface Props {
  message: ThreadMessage;
  /** The turn that writes this answer, while it does. */
  turn: LiveTurn | null;
  busy: boolean;
  last: boolean;
}

export const Answer = memo(function Answer({ message, turn, busy, last }: Props) {
  const { t } = useTranslation();
  const text = textOf(message);
  const readable = useStore(renderer) !== 'coming' && text !== '';
  const reasoning = reasoningOf(message);
  const live = turn !== null;
  return (
    <article
      aria-label={t('message.answer')}
      aria-busy={live || undefined}
      data-status={message.status}
      className="group pb-4"
    >
      {reasoning !== '' && <Reasoning text={reasoning} active={live && text === ''} />}
      {text !== '' && (
        <AnswerText id={message.id} text={text} streaming={live} citations={message.citations} />
      )}
      {message.warning && <Warned message={message.warning.message} />}
      {live && <Activity turn={turn} answer={message} readable={readable} />}
      {!live && (
        <>
          {message.status === 'stopped' && (
            <Unfinished message={message} busy={busy} why={t('answer.stopped')} />
          )}
          {message.status === 'finished' && message.cutShort && (
            <Unfinished message={message} busy={busy} why={t('answer.cutShort')} />
          )}
          {(message.status === 'failed' || message.status === 'interrupted') && (
            <Failure message={message} busy={busy} />
          )}
          {message.citations.length > 0 && <Sources citations={message.citations} />}
          <AnswerActions message={message} text={text} busy={busy} last={last} />
        </>
      )}
    </article>
  );
});

/** What a rule of the server names, but lets through. */
function Warned({ message }: { message: string }) {
  return (
    <p
      role="note"
      data-testid="warned"
      className="mt-3 flex gap-2 rounded-control bg-warning-soft px-3 py-2 text-sm text-warning"
    >
      <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
      {message}
    </p>
  );
}

/** An answer that could go on: why it did not, and the way to let it. */
function Unfinished(props: { message: ThreadMessage; busy: boolean; why: string }) {
  const { message, busy, why } = props;
  const { t } = useTranslation();
  const { thread } = useThreadActions();
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-muted text-sm">
      {why}
      <Button size="small" disabled={busy} onClick={() => thread.continue(message.id)}>
        {t('answer.continue')}
      </Button>
    </p>
  );
}

interface ActionsProps {
  message: ThreadMessage;
  text: string;
  busy: boolean;
  last: boolean;
}

function AnswerActions({ message, text, busy, last }: ActionsProps) {
  const { t } = useTranslation();
  const { thread, model } = useThreadActions();
  const { copied, copy } = useCopy();
  const modelName = useModelName(message.model);
  return (
    <div className="-ms-1.5 mt-2 flex h-7 items-center touch:h-9">
      <BranchArrows message={message} disabled={busy} />
      <span
        className={clsx(
          'flex items-center transition-opacity',
          !last && 'opacity-0 focus-within:opacity-100 group-hover:opacity-100 touch:opacity-100',
        )}
      >
        {text !== '' && (
          <IconButton
            size="small"
            label={copied ? t('action.copied') : t('message.copyAnswer')}
            icon={copied ? <Check size={15} /> : <Copy size={15} />}
            onClick={() => copy(text)}
          />
        )}
        <IconButton
          size="small"
          label={t('answer.regenerate')}
          icon={<RefreshCw size={15} />}
          disabled={busy}
          onClick={() => thread.regenerate(message.id, model)}
        />
        {modelName && <span className="ms-2 truncate text-muted text-xs">{modelName}</span>}
      </span>
    </div>
  );
}
