import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '@/api/schema';
import { prefer } from '@/features/account/api';
import { conversationQuery, createConversation } from '@/features/conversations/api';
import { ConversationMenu } from '@/features/conversations/ConversationMenu';
import { pickModel, useModelChoice } from '@/features/models/api';
import { ModelPicker } from '@/features/models/ModelPicker';
import { composerFocus } from '@/lib/frame';
import { useSentence } from '@/lib/i18n/sentence';
import { usePageTitle } from '@/lib/page-title';
import { Problem } from '@/lib/problem';
import { useStore } from '@/lib/store';
import { PageHeader } from '@/ui/PageHeader';
import { warn } from '@/ui/toasts';
import { SourcePanel } from './citations/SourcePanel';
import { Composer, type ComposerHandle } from './composer/Composer';
import { Greeting } from './Greeting';
import { preloadMarkdown } from './markdown/renderer';
import { ThreadContext } from './messages/context';
import { ThreadView } from './messages/ThreadView';
import { freshThread, threadOf } from './thread/threads';

/** The start of a chat: it comes to be with its first question. */
export function NewChatPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const sentence = useSentence();
  const model = useModelChoice(undefined, '');
  const composer = useComposerFocus();
  const [sending, setSending] = useState(false);
  usePageTitle('');
  useEffect(preloadMarkdown, []);

  const start = async (text: string) => {
    setSending(true);
    try {
      const conversation = await createConversation(model?.id ?? null);
      freshThread(conversation.id).ask(text, model?.id ?? null);
      await navigate({
        to: '/chat/$conversationId',
        params: { conversationId: conversation.id },
      });
    } catch (cause) {
      composer.current?.fill(text);
      warn(t('chat.notSent'), sentence(Problem.of(cause)));
    } finally {
      setSending(false);
    }
  };
  const pick = (picked: Model) => {
    pickModel('', picked.id);
    prefer({ defaultModel: picked.id });
  };

  return (
    <div className="flex h-full flex-col">
      <PageHeader>
        <ModelPicker model={model} onPick={pick} />
      </PageHeader>
      <main className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <div className="m-auto w-full max-w-3xl px-4 pb-[8vh] sm:px-6">
          <Greeting model={model}>
            {(ask) => (
              <>
                <Composer
                  ref={composer}
                  conversationId=""
                  running={false}
                  sending={sending}
                  onSend={(text) => void start(text)}
                />
                {ask((text) => void start(text), sending)}
              </>
            )}
          </Greeting>
        </div>
      </main>
    </div>
  );
}

export function ChatPage() {
  const { conversationId } = useParams({ from: '/chat/$conversationId' });
  // Each chat has its own draft, place and panel.
  return <Chat key={conversationId} conversationId={conversationId} />;
}

function Chat({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const thread = threadOf(conversationId);
  const state = useStore(thread.state);
  const returned = useStore(thread.returned);
  const { data: conversation } = useQuery(conversationQuery(conversationId));
  const model = useModelChoice(conversation, conversationId);
  const composer = useComposerFocus();
  const title = conversation?.title || t('conversation.untitled');
  usePageTitle(title);
  useEffect(preloadMarkdown, []);

  useEffect(() => {
    // A thread that is kept has followed its turn all along, but may have missed what others did.
    if (!thread.busy) void thread.load();
  }, [thread]);
  useEffect(() => {
    if (returned === null) return;
    composer.current?.fill(returned);
    thread.returned.set(null);
  }, [returned, thread, composer]);

  // A question asked before the chat itself has come goes to the chat's own model, which the server knows.
  const modelId = conversation === undefined ? null : (model?.id ?? null);
  const actions = useMemo(() => ({ thread, model: modelId }), [thread, modelId]);
  const missing = state.phase === 'failed' && state.problem?.status === 404;
  return (
    <ThreadContext value={actions}>
      <div className="flex h-full">
        <div className="flex h-full min-w-0 flex-1 flex-col">
          <PageHeader
            onNewChat={() => void navigate({ to: '/' })}
            end={conversation && <ConversationMenu conversation={conversation} />}
          >
            <h1 className="sr-only">{title}</h1>
            <ModelPicker model={model} onPick={(picked) => pickModel(conversationId, picked.id)} />
          </PageHeader>
          <main className="flex min-h-0 flex-1 flex-col">
            <ThreadView thread={thread} state={state} />
            {!missing && (
              <div className="mx-auto w-full max-w-3xl px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
                <Composer
                  ref={composer}
                  conversationId={conversationId}
                  running={state.turn !== null}
                  stopping={state.turn?.stopping ?? false}
                  onSend={(text) => thread.ask(text, modelId)}
                  onStop={() => void thread.stop()}
                />
                <p className="mt-2 text-center text-muted text-xs">{t('chat.caution')}</p>
              </div>
            )}
          </main>
        </div>
        <SourcePanel />
      </div>
    </ThreadContext>
  );
}

/** A composer that Shift+Esc finds. */
function useComposerFocus() {
  const composer = useRef<ComposerHandle>(null);
  useEffect(() => {
    const focus = () => composer.current?.focus();
    composerFocus.set(focus);
    return () => composerFocus.set(null);
  }, []);
  return composer;
}
