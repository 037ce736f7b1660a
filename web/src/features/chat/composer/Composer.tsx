import { ArrowUp, Hash, Paperclip, Square } from 'lucide-react';
import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '@/api/schema';
import { focusUnderNoDialog } from '@/lib/focus';
import { isComposing } from '@/lib/keys';
import { useStore } from '@/lib/store';
import { useMedia, wide } from '@/lib/use-media';
import { Hint, IconButton } from '@/ui/IconButton';
import { Spinner } from '@/ui/Spinner';
import { AttachmentChips } from './AttachmentChips';
import type { AttachmentBox } from './attachments';
import { CollectionChips } from './CollectionChips';
import { CollectionList, optionId } from './CollectionList';
import { keepDraft, readDraft } from './drafts';
import { IndexingNote } from './IndexingNote';
import { withoutMention } from './mention';
import type { CollectionChoice } from './use-collections';
import { useMention } from './use-mention';
import { WebSearchSwitch } from './WebSearchSwitch';
import type { WebSearchChoice } from './web-search';

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
  /** What the chat is answered from. */
  collections: CollectionChoice;
  attachments: AttachmentBox;
  webSearch: WebSearchChoice;
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
  collections,
  attachments,
  webSearch,
  running,
  stopping = false,
  onSend,
  onStop,
}: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => readDraft(conversationId));
  const [held, setHeld] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const isWide = useMedia(wide);
  const mention = useMention(field, text, collections);
  const pending = collections.chosen.filter(({ pendingCount }) => pendingCount > 0);
  const attached = useStore(attachments.items);
  const arriving = attached.some(({ state }) => state === 'sending' || state === 'reading');
  const broken = attached.some(({ state }) => state === 'failed');
  const picker = useRef<HTMLInputElement>(null);

  useAutosize(field, text);
  // A question that waits is kept as a draft is.
  const draft = held ?? text;
  useEffect(() => {
    const timer = setTimeout(() => keepDraft(conversationId, draft), 250);
    return () => clearTimeout(timer);
  }, [conversationId, draft]);
  useKeepOnLeave(conversationId, draft);
  useEffect(() => {
    // A keyboard that covers half the screen should come when asked for.
    if (isWide) focusUnderNoDialog(field.current);
  }, [isWide]);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    fill(filled) {
      // Neither what comes back nor what was begun meanwhile may be lost.
      setText((old) => (old.trim() === '' || old === filled ? filled : `${filled}\n\n${old}`));
      focusUnderNoDialog(field.current);
    },
    take() {
      setText('');
      return text;
    },
  }));

  const sendNow = (question: string) => {
    setHeld(null);
    keepDraft(conversationId, '');
    onSend(question);
  };
  const complete = pending.length === 0 && !arriving;
  const release = () => {
    setText((begun) => (begun.trim() === '' ? (held ?? '') : `${held}\n\n${begun}`));
    setHeld(null);
    focusUnderNoDialog(field.current);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only that all is there sends what waits for it
  useEffect(() => {
    if (held === null) return;
    if (broken) release();
    else if (complete && !running) sendNow(held);
  }, [held, complete, broken, running]);

  const question = text.trim();
  const send = () => {
    if (question === '' || running || broken || held !== null) return;
    setText('');
    // What is attached goes along however long it takes; collections are waited for only when asked to.
    if (arriving) setHeld(question);
    else sendNow(question);
  };
  const choose = (collection: Collection) => {
    collections.toggle(collection.id);
    if (mention.at === null) return;
    const { text: left, cursor } = withoutMention(text, mention.at);
    setText(left);
    // The cursor can be put only where the new text already is.
    requestAnimationFrame(() => field.current?.setSelectionRange(cursor, cursor));
  };
  const begin = () => {
    const area = field.current;
    if (area === null) return;
    area.focus();
    const cursor = area.selectionStart;
    const before = text.slice(0, cursor);
    const mark = before === '' || /\s$/.test(before) ? '#' : ' #';
    setText(before + mark + text.slice(cursor));
    requestAnimationFrame(() => {
      area.setSelectionRange(cursor + mark.length, cursor + mark.length);
      mention.look();
    });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event) || mention.onKeyDown(event, choose)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    event.preventDefault();
    send();
  };

  const onPaste = (event: ClipboardEvent) => {
    const { files, types } = event.clipboardData;
    // Words that bring a picture of themselves along are words.
    if (files.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    attachments.add(files);
  };

  return (
    <form
      onSubmit={onSubmit}
      className="relative rounded-card border border-border-strong/50 bg-surface shadow-[0_1px_4px_rgb(60_50_35/6%)] transition-colors focus-within:border-border-strong"
    >
      {mention.open && (
        <CollectionList
          id={listId}
          collections={mention.found}
          chosen={collections.chosen}
          active={mention.active}
          onActive={mention.setActive}
          onChoose={choose}
        />
      )}
      {(pending.length > 0 || held !== null) && (
        <IndexingNote
          pending={pending}
          held={held}
          canHold={question !== '' && !running}
          onHold={() => {
            setHeld(question);
            setText('');
          }}
          onAskNow={arriving ? null : () => held !== null && sendNow(held)}
          onCancel={release}
        />
      )}
      <CollectionChips choice={collections} />
      <AttachmentChips attachments={attached} onRemove={(key) => attachments.remove(key)} />
      <textarea
        ref={field}
        dir="auto"
        data-testid="composer"
        rows={1}
        maxLength={longest}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          mention.look();
        }}
        onSelect={mention.look}
        onBlur={mention.close}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        aria-label={t('composer.label')}
        aria-autocomplete={mention.open ? 'list' : undefined}
        aria-controls={mention.open ? listId : undefined}
        aria-activedescendant={mention.open ? optionId(listId, mention.active) : undefined}
        placeholder={t('composer.placeholder')}
        enterKeyHint="send"
        className="block max-h-[40vh] w-full resize-none bg-transparent px-4 pt-3.5 pb-1 text-md leading-6 outline-none placeholder:text-muted"
      />
      <div className="flex items-center justify-between px-2 pb-2">
        <span className="flex">
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            data-testid="attach"
            onChange={(event) => {
              attachments.add([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
          <IconButton
            label={t('attachment.add')}
            icon={<Paperclip size={18} />}
            onClick={() => picker.current?.click()}
          />
          <IconButton
            label={t('composer.knowledge')}
            icon={<Hash size={18} />}
            onMouseDown={(event) => event.preventDefault()}
            onClick={begin}
          />
          <WebSearchSwitch choice={webSearch} />
        </span>
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
              disabled={question === '' || broken || held !== null}
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
