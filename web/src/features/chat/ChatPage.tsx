import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, Model } from '@/api/schema';
import { prefer } from '@/features/account/api';
import { conversationQuery } from '@/features/conversations/api';
import { ConversationMenu } from '@/features/conversations/ConversationMenu';
import { newChatCollections } from '@/features/knowledge/choice';
import { DropZone } from '@/features/knowledge/DropZone';
import { preloadMarkdown } from '@/features/markdown/renderer';
import { pickModel, useModelChoice } from '@/features/models/api';
import { LostModel } from '@/features/models/LostModel';
import { ModelPicker } from '@/features/models/ModelPicker';
import { composerFocus } from '@/lib/frame';
import { usePageTitle } from '@/lib/page-title';
import { useFact, useStore } from '@/lib/store';
import { PageHeader } from '@/ui/PageHeader';
import { SourcePanel } from './citations/SourcePanel';
import { attachmentsOf } from './composer/attachments';
import { Composer, type ComposerHandle } from './composer/Composer';
import { keepDraft } from './composer/drafts';
import { type CollectionChoice, useCollections } from './composer/use-collections';
import { moveWebSearch, useWebSearch, type WebSearchChoice } from './composer/web-search';
import { Greeting } from './Greeting';
import { ThreadContext } from './messages/context';
import { ThreadView } from './messages/ThreadView';
import type { ThreadStore } from './thread/thread-store';
import { newThread, threadOf } from './thread/threads';

/** The start of a chat: it comes to be with its first question, which is shown while it is on its way. */
export function NewChatPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [thread] = useState(newThread);
  const id = useStore(thread.id);
  const model = useModelChoice(undefined, '');
  const composer = useComposer(thread, '');
  const asked = useFact(thread.state, ({ messages }) => messages.length > 0);
  usePageTitle(asked ? t('conversation.untitled') : '');
  useEffect(preloadMarkdown, []);
  useEffect(() => {
    if (id === '') return;
    // What was begun while the question was on its way goes along.
    keepDraft(id, composer.current?.take() ?? '');
    moveWebSearch(id);
    newChatCollections.set([]);
    void navigate({ to: '/chat/$conversationId', params: { conversationId: id } });
  }, [id, navigate, composer]);

  const collections = useCollections(undefined);
  const attachments = attachmentsOf('');
  const webSearch = useWebSearch('');
  const ask = (text: string) =>
    thread.ask(text, model?.id ?? null, {
      collections: collections.ids,
      attachments: attachments.take(),
      webSearch: webSearch.on,
    });
  const pick = (picked: Model) => {
    pickModel('', picked.id);
    prefer({ defaultModel: picked.id });
  };
  if (asked) {
    return (
      <ChatView
        thread={thread}
        conversationId=""
        composer={composer}
        model={model}
        modelId={model?.id ?? null}
        onPick={pick}
        collections={collections}
        webSearch={webSearch}
      />
    );
  }
  return (
    <div className="flex h-full flex-col">
      <PageHeader>
        <ModelPicker model={model} onPick={pick} />
      </PageHeader>
      <DropZone
        enabled
        text={t('attachment.drop')}
        className="min-h-0 flex-1"
        onFiles={(files) => attachments.add(files)}
      >
        <main className="flex h-full flex-col overflow-y-auto">
          <div className="m-auto w-full max-w-3xl px-4 pb-[8vh] sm:px-6">
            <Greeting model={model} onAsk={ask}>
              <Composer
                ref={composer}
                conversationId=""
                collections={collections}
                attachments={attachments}
                webSearch={webSearch}
                running={false}
                onSend={ask}
              />
            </Greeting>
          </div>
        </main>
      </DropZone>
    </div>
  );
}

export function ChatPage() {
  const { conversationId } = useParams({ from: '/chat/$conversationId' });
  // Each chat has its own draft, place and panel.
  return <Chat key={conversationId} conversationId={conversationId} />;
}

function Chat({ conversationId }: { conversationId: string }) {
  const thread = threadOf(conversationId);
  const { data: conversation } = useQuery(conversationQuery(conversationId));
  const model = useModelChoice(conversation, conversationId);
  const composer = useComposer(thread, conversationId);
  const collections = useCollections(conversation ?? 'unknown');
  const webSearch = useWebSearch(conversationId);
  useEffect(preloadMarkdown, []);
  useEffect(() => {
    // A thread that is kept has followed its turn all along, but may have missed what others did.
    if (!thread.busy) void thread.load();
  }, [thread]);
  return (
    <ChatView
      thread={thread}
      conversationId={conversationId}
      composer={composer}
      conversation={conversation}
      model={model}
      // A question asked before the chat itself has come goes to the chat's own model, which the server knows.
      modelId={conversation === undefined ? null : (model?.id ?? null)}
      onPick={(picked) => pickModel(conversationId, picked.id)}
      collections={collections}
      webSearch={webSearch}
    />
  );
}

interface ChatViewProps {
  thread: ThreadStore;
  /** Empty for a chat that does not exist yet. */
  conversationId: string;
  composer: RefObject<ComposerHandle | null>;
  conversation?: Conversation | undefined;
  model: Model | null;
  /** The model that questions are sent with; null leaves it to the server. */
  modelId: string | null;
  onPick(model: Model): void;
  collections: CollectionChoice;
  webSearch: WebSearchChoice;
}

function ChatView(props: ChatViewProps) {
  const { thread, conversationId, composer, conversation, model, modelId, onPick } = props;
  const { collections, webSearch } = props;
  const attachments = attachmentsOf(conversationId);
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The text of a growing answer is no business of anything but the thread.
  const running = useFact(thread.state, ({ turn }) => turn !== null);
  const stopping = useFact(thread.state, ({ turn }) => turn?.stopping ?? false);
  const missing = useFact(
    thread.state,
    ({ phase, problem }) => phase === 'failed' && problem?.status === 404,
  );
  const title = conversation?.title || t('conversation.untitled');
  usePageTitle(title);
  const actions = useMemo(
    () => ({ thread, model: modelId, webSearch: webSearch.on }),
    [thread, modelId, webSearch.on],
  );
  return (
    <ThreadContext value={actions}>
      <div className="flex h-full">
        <div className="flex h-full min-w-0 flex-1 flex-col">
          <PageHeader
            onNewChat={() => void navigate({ to: '/' })}
            end={conversation && <ConversationMenu conversation={conversation} />}
          >
            <h1 className="sr-only">{title}</h1>
            <ModelPicker model={model} onPick={onPick} />
          </PageHeader>
          <DropZone
            enabled={!missing}
            text={t('attachment.drop')}
            className="min-h-0 flex-1"
            onFiles={(files) => attachments.add(files)}
          >
            <main className="flex h-full flex-col">
              <ThreadView thread={thread} />
              {!missing && (
                <div className="mx-auto w-full max-w-3xl px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
                  <LostModel conversation={conversation} model={model} onPick={onPick} />
                  <Composer
                    ref={composer}
                    conversationId={conversationId}
                    collections={collections}
                    attachments={attachments}
                    webSearch={webSearch}
                    running={running}
                    stopping={stopping}
                    onSend={(text) =>
                      thread.ask(text, modelId, {
                        attachments: attachments.take(),
                        webSearch: webSearch.on,
                      })
                    }
                    onStop={() => void thread.stop()}
                  />
                  <p className="mt-2 text-center text-muted text-xs">{t('chat.caution')}</p>
                </div>
              )}
            </main>
          </DropZone>
        </div>
        <SourcePanel />
      </div>
    </ThreadContext>
  );
}

/** A composer that Shift+Esc finds and that takes back words that could not be sent. */
function useComposer(
  thread: ThreadStore,
  conversationId: string,
): RefObject<ComposerHandle | null> {
  const composer = useRef<ComposerHandle>(null);
  const returned = useStore(thread.returned);
  useEffect(() => {
    const focus = () => composer.current?.focus();
    composerFocus.set(focus);
    return () => composerFocus.set(null);
  }, []);
  useEffect(() => {
    if (returned === null) return;
    composer.current?.fill(returned.text);
    attachmentsOf(conversationId).restore(returned.attachments);
    thread.returned.set(null);
  }, [returned, thread, conversationId]);
  return composer;
}
