import { ArrowUp, Square } from 'lucide-react';
import {
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { isComposing } from '@/lib/keys';
import { useMedia, wide } from '@/lib/use-media';
import { Hint } from '@/ui/IconButton';
import { Spinner } from '@/ui/Spinner';
import { keepDraft, readDraft } from './drafts';

export interface ComposerHandle {
  focus(): void;
  fill(text: string): void;
  /** Empties the field and tells what was in it. */
  take(): string;
}

interface Props {
  ref?: React.Ref<ComposerHandle>;
  /** Empty for a chat that does not exist yet. */
  conversationId: string;
  /** An answer is being written: the button stops it. */
  running: boolean;
  stopping?: boolean;
  onSend(text: string): void;
  onStop?: () => void;
}

const longest = 100_000;

export function Composer({
  ref,
  conversationId,
  running,
  stopping = false,
  onSend,
  onStop,
}: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => readDraft(conversationId));
  const field = useRef<HTMLTextAreaElement>(null);
  const isWide = useMedia(wide);

  useAutosize(field, text);
  useEffect(() => {
    const timer = setTimeout(() => keepDraft(conversationId, text), 250);
    return () => clearTimeout(timer);
  }, [conversationId, text]);
  useKeepOnLeave(conversationId, text);
  useEffect(() => {
    // A keyboard that covers half the screen should come when asked for.
    if (isWide) field.current?.focus();
  }, [isWide]);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    fill(filled) {
      // Neither what comes back nor what was begun meanwhile may be lost.
      setText((old) => (old.trim() === '' || old === filled ? filled : `${filled}\n\n${old}`));
      field.current?.focus();
    },
    take() {
      setText('');
      return text;
    },
  }));

  const send = () => {
    const question = text.trim();
    if (question === '' || running) return;
    setText('');
    keepDraft(conversationId, '');
    onSend(question);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing(event)) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      onSubmit={onSubmit}
      className="relative rounded-card border border-border-strong/50 bg-surface shadow-[0_1px_4px_rgb(60_50_35/6%)] transition-colors focus-within:border-border-strong"
    >
      <textarea
        ref={field}
        dir="auto"
        data-testid="composer"
        rows={1}
        maxLength={longest}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={t('composer.label')}
        placeholder={t('composer.placeholder')}
        enterKeyHint="send"
        className="block max-h-[40vh] w-full resize-none bg-transparent py-3.5 ps-4 pe-14 text-md leading-6 outline-none placeholder:text-muted"
      />
      <div className="absolute end-2 bottom-2">
        {running ? (
          <Hint label={t('composer.stop')}>
            <button
              type="button"
              aria-label={t('composer.stop')}
              disabled={stopping}
              onClick={onStop}
              className="inline-flex size-9 items-center justify-center rounded-control bg-text text-bg transition-opacity hover:opacity-85"
            >
              {stopping ? <Spinner /> : <Square size={13} fill="currentColor" aria-hidden="true" />}
            </button>
          </Hint>
        ) : (
          <Hint label={t('composer.send')}>
            <button
              type="submit"
              aria-label={t('composer.send')}
              disabled={text.trim() === ''}
              className="inline-flex size-9 items-center justify-center rounded-control bg-accent text-accent-text transition-colors hover:bg-accent-hover disabled:bg-hover disabled:text-muted"
            >
              <ArrowUp size={18} aria-hidden="true" />
            </button>
          </Hint>
        )}
      </div>
    </form>
  );
}

function useAutosize(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what gives the field its height
  useLayoutEffect(() => {
    const area = field.current;
    if (area === null) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight}px`;
  }, [field, text]);
}

/** A draft typed a moment before the page goes is kept too. */
function useKeepOnLeave(conversationId: string, text: string): void {
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    const keep = () => keepDraft(conversationId, latest.current);
    addEventListener('pagehide', keep);
    return () => {
      removeEventListener('pagehide', keep);
      keep();
    };
  }, [conversationId]);
}
