import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { ArrowDown, MessageSquareOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { renderer } from '@/features/markdown/renderer';
import type { Problem } from '@/lib/problem';
import { useStore } from '@/lib/store';
import { Button, buttonClass } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { ProblemView } from '@/ui/Problem';
import { Spinner } from '@/ui/Spinner';
import type { Thread } from '../thread/thread';
import type { ThreadStore } from '../thread/thread-store';
import { textOf } from '../turn/fold';
import { Answer } from './Answer';
import { Question } from './Question';
import { useFollowEnd, useSteadyPrepend } from './use-follow-end';

export function ThreadView({ thread }: { thread: ThreadStore }) {
  const { t } = useTranslation();
  const state = useStore(thread.state);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { away, toEnd, onScroll } = useFollowEnd(scroller, content);
  useSteadyPrepend(scroller, state.messages[0]?.key);

  // Whoever asks wants to see the answer.
  const asked = state.turn?.turnId === null ? state.turn.answerKey : null;
  useEffect(() => {
    if (asked !== null) toEnd();
  }, [asked, toEnd]);

  const { turn } = state;
  const unformatted = useStore(renderer) === 'coming' && hasOldAnswers(state);
  const messages = unformatted ? [] : state.messages;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        onScroll={onScroll}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
        data-testid="thread"
      >
        <div ref={content} className="mx-auto w-full max-w-3xl px-4 pt-4 pb-8 sm:px-6">
          {(unformatted || (state.phase === 'loading' && messages.length === 0)) && (
            <ThreadSkeleton />
          )}
          {state.phase === 'failed' && messages.length === 0 && (
            <ThreadProblem thread={thread} problem={state.problem} />
          )}
          {!unformatted && <Older thread={thread} state={state} scroller={scroller} />}
          <div role="log" aria-live="off" aria-label={t('chat.thread')} className="space-y-1">
            {messages.map((message, index) => (
              <div
                key={message.key}
                data-key={message.key}
                className={
                  message.key === turn?.answerKey
                    ? undefined
                    : '[contain-intrinsic-block-size:auto_240px] [content-visibility:auto] -mx-2 px-2'
                }
              >
                {message.role === 'user' ? (
                  <Question message={message} busy={turn !== null} />
                ) : (
                  <Answer
                    message={message}
                    turn={message.key === turn?.answerKey ? turn : null}
                    busy={turn !== null}
                    last={index === messages.length - 1}
                  />
                )}
              </div>
            ))}
          </div>
        </div>
      </div>
      {/* Text that goes on below the edge fades out instead of being cut through. */}
      <div
        className={clsx(
          'pointer-events-none absolute inset-x-0 bottom-0 h-6 bg-linear-to-t from-bg to-transparent',
          away && 'max-md:hidden',
        )}
      />
      {away && (
        // On a phone it stands below the text: over it, a finger could not reach what it covers.
        <div className="pointer-events-none flex justify-center max-md:py-1 md:absolute md:inset-x-0 md:bottom-3">
          <button
            type="button"
            onClick={toEnd}
            aria-label={turn === null ? t('chat.toEnd') : undefined}
            className="popup pointer-events-auto inline-flex h-9 min-w-9 items-center justify-center gap-2 rounded-full! text-sm hover:bg-hover not-aria-[label]:px-3.5"
          >
            <ArrowDown size={16} aria-hidden="true" />
            {turn !== null && t('chat.newBelow')}
          </button>
        </div>
      )}
    </div>
  );
}

function hasOldAnswers({ messages, turn }: Thread): boolean {
  return messages.some(
    (message) =>
      message.role === 'assistant' && message.key !== turn?.answerKey && textOf(message) !== '',
  );
}

interface OlderProps {
  thread: ThreadStore;
  state: Thread;
  scroller: React.RefObject<HTMLElement | null>;
}

/** Loads what is above the window when the reader comes near it. */
function Older({ thread, state, scroller }: OlderProps) {
  const { t } = useTranslation();
  const edge = useRef<HTMLDivElement>(null);
  const more = state.olderCursor !== null && state.phase === 'ready';
  useEffect(() => {
    const element = edge.current;
    if (!more || state.older !== 'idle' || element === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void thread.loadOlder();
      },
      { root: scroller.current, rootMargin: '600px 0px 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [thread, more, state.older, scroller]);
  if (!more) return null;
  return (
    <div ref={edge} className="flex h-12 items-center justify-center text-muted">
      {state.older === 'loading' && <Spinner />}
      {state.older === 'failed' && (
        <Button size="small" onClick={() => void thread.loadOlder()}>
          {t('chat.olderFailed')}
        </Button>
      )}
    </div>
  );
}

function ThreadProblem({ thread, problem }: { thread: ThreadStore; problem: Problem | null }) {
  const { t } = useTranslation();
  if (problem?.status !== 404) {
    return (
      <ProblemView cause={problem} title={t('chat.failed')} onRetry={() => void thread.load()} />
    );
  }
  return (
    <div className="pt-[18vh]">
      <EmptyState
        icon={<MessageSquareOff size={28} strokeWidth={1.5} />}
        title={t('chat.missing')}
        action={
          <Link to="/" className={buttonClass('primary')}>
            {t('action.newChat')}
          </Link>
        }
      >
        {t('chat.missingText')}
      </EmptyState>
    </div>
  );
}

function ThreadSkeleton() {
  return (
    <div aria-hidden="true" className="space-y-8 pt-2">
      {[0, 1].map((pair) => (
        <div key={pair} className="space-y-6">
          <div className="skeleton ms-auto h-11 w-2/5 rounded-[18px]!" />
          <div className="space-y-3">
            <div className="skeleton h-4 w-11/12" />
            <div className="skeleton h-4 w-full" />
            <div className="skeleton h-4 w-3/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
