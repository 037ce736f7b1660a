import i18next from 'i18next';
import type { Message, Notice, Page, TurnEvent, TurnRequest, TurnStarted } from '@/api/schema';
import {
  chooseConversationCollections,
  createConversation,
  discardConversation,
  unknownEmptyConversation,
} from '@/features/conversations/api';
import {
  conversationTitled,
  knownConversations,
  patchCachedConversation,
} from '@/features/conversations/cache';
import { announce } from '@/lib/announce';
import { follow } from '@/lib/follow';
import { getJson, patchJson, send } from '@/lib/http';
import { sentenceOf } from '@/lib/i18n/sentence';
import { randomId } from '@/lib/id';
import { isAbort, Problem } from '@/lib/problem';
import { Store } from '@/lib/store';
import { warn } from '@/ui/toasts';
import type { Attachment } from '../composer/attachments';
import { unacknowledged } from '../composer/drafts';
import { Drain } from '../turn/drain';
import { isFinal, turnEvent } from '../turn/events';
import { textOf } from '../turn/fold';
import { toolWords } from '../turn/tools';
import { emptyThread, reduceThread, type Thread, type ThreadAction } from './thread';

const pageSize = 50;

/** A question that was not asked. */
export interface Returned {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** What a question may be asked with besides its words. */
export interface AskOptions {
  /** The message that the question follows; undefined: the last; null: none. */
  readonly parentId?: string | null;
  /** What a chat that comes to be with this question is to be answered from. */
  readonly collections?: readonly string[];
  readonly attachments?: readonly Attachment[];
  /** Whether it is looked up in the web. */
  readonly webSearch?: boolean;
}

/** One chat of this tab: its state, and everything that changes it. */
export class ThreadStore {
  readonly state = new Store<Thread>(emptyThread);
  /** The chat's id; empty for one that comes to be with its first question. */
  readonly id: Store<string>;
  /** Words that were not sent, for the composer to take back. */
  readonly returned = new Store<Returned | null>(null);
  #following: AbortController | null = null;
  #attached: readonly Attachment[] = [];
  #loading: Promise<void> | null = null;

  constructor(conversationId: string) {
    this.id = new Store(conversationId);
    if (conversationId !== '') return;
    this.state.set({ ...emptyThread, phase: 'ready' });
    this.#giveBackUnacknowledged([]);
  }

  get conversationId(): string {
    return this.id.get();
  }

  get busy(): boolean {
    return this.state.get().turn !== null;
  }

  /** Loads the newest window, and follows the turn that runs. */
  load(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #load(): Promise<void> {
    if (this.conversationId === '') return;
    if (this.state.get().phase === 'failed') this.#do({ type: 'loading' });
    try {
      const page = await getJson<Page<Message>>(this.#path('/messages'), { limit: pageSize });
      // What arrived while a question was on its way would undo its place in the thread.
      if (this.busy) return;
      this.#do({ type: 'loaded', page });
      this.#giveBackUnacknowledged(page.items);
    } catch (cause) {
      this.#do({ type: 'load-failed', problem: Problem.of(cause) });
      return;
    }
    const last = this.state.get().messages.at(-1);
    if (last?.turnId && (last.status === 'pending' || last.status === 'streaming')) {
      this.#attach(last.turnId, last.id);
    }
  }

  async loadOlder(): Promise<void> {
    const { olderCursor, older, phase } = this.state.get();
    if (olderCursor === null || older === 'loading' || phase !== 'ready') return;
    this.#do({ type: 'older-loading' });
    try {
      const page = await getJson<Page<Message>>(this.#path('/messages'), {
        before: olderCursor,
        limit: pageSize,
      });
      this.#do({ type: 'older-loaded', page });
    } catch {
      this.#do({ type: 'older-failed' });
    }
  }

  ask(text: string, model: string | null, options: AskOptions = {}): void {
    if (this.busy) return;
    const { parentId, collections = [], attachments = [], webSearch = false } = options;
    const attached = attachments.flatMap(({ documentId, name }) =>
      documentId === null ? [] : { documentId, title: name, state: 'ready' },
    );
    this.#attached = attachments;
    const key = randomId();
    unacknowledged.keep(this.conversationId, text);
    const at = new Date().toISOString();
    this.#do({ type: 'asked', key, text, parentId, model, attachments: attached, at });
    void this.#run(
      key,
      {
        text,
        ...(model !== null && { model }),
        ...(parentId !== undefined && { parentId }),
        ...(attached.length > 0 && {
          attachments: attached.map(({ documentId }) => documentId),
        }),
        ...(webSearch && { webSearch }),
      },
      collections,
    );
  }

  regenerate(answerId: string, model: string | null): void {
    if (this.busy) return;
    const key = randomId();
    this.#do({ type: 'regenerated', key, answerId, model, at: new Date().toISOString() });
    void this.#run(key, { regenerate: answerId, ...(model !== null && { model }) });
  }

  continue(answerId: string): void {
    if (this.busy) return;
    this.#do({ type: 'continued', answerId });
    void this.#run(randomId(), { continue: answerId });
  }

  /** Stops the answer. Before the server has acknowledged the question it is taken back instead. */
  async stop(): Promise<void> {
    const { turn } = this.state.get();
    if (turn === null) return;
    if (turn.turnId === null) {
      this.#following?.abort();
      this.#takeBack();
      await this.load();
      return;
    }
    this.#do({ type: 'stopping', stopping: true });
    try {
      await send(`/turns/${turn.turnId}/stop`, { method: 'POST', body: {} });
    } catch (cause) {
      this.#do({ type: 'stopping', stopping: false });
      warn(i18next.t('chat.stopFailed'), sentenceOf(i18next.t, Problem.of(cause)));
    }
  }

  /** Goes to another version of a question or an answer. */
  async chooseBranch(messageId: string): Promise<void> {
    if (this.busy) return;
    try {
      await patchJson(this.#path(''), { activeLeafId: messageId });
      await this.load();
    } catch (cause) {
      warn(i18next.t('chat.branchFailed'), sentenceOf(i18next.t, Problem.of(cause)));
    }
  }

  /** Takes in what happened to this chat elsewhere. */
  noticed(notice: Notice): void {
    switch (notice.type) {
      case 'turn-started':
        if (!this.busy) void this.load();
        break;
      case 'turn-ended':
        // The stream of a turn that is followed here tells its own end.
        if (!this.busy && this.#runsAccordingToMessages()) void this.load();
        break;
      case 'reload':
        if (!this.busy && this.state.get().phase !== 'loading') void this.load();
        break;
      default:
    }
  }

  #runsAccordingToMessages(): boolean {
    const status = this.state.get().messages.at(-1)?.status;
    return status === 'pending' || status === 'streaming';
  }

  #attach(turnId: string, answerId: string): void {
    this.#do({ type: 'attached', turnId, answerId });
    void this.#follow((lastEventId, signal) => this.#events(turnId, lastEventId, signal));
  }

  /** Sends a turn and follows it. However often it must be sent, the key makes it one turn. */
  async #run(
    key: string,
    request: TurnRequest,
    collections: readonly string[] = [],
  ): Promise<void> {
    announce(i18next.t('chat.announce.sent'));
    let refusals = 0;
    const comeToBe = this.#birth(request, collections);
    await this.#follow(async (lastEventId, signal) => {
      const known = this.state.get().turn?.turnId;
      if (known) return this.#events(known, lastEventId, signal);
      let response: Response;
      try {
        if (this.conversationId === '') await comeToBe(signal);
        response = await send(this.#path('/turns'), {
          method: 'POST',
          body: request,
          headers: { 'Idempotency-Key': key, Accept: 'text/event-stream, application/json' },
          signal,
        });
      } catch (cause) {
        // A missing network may come back; a server that keeps failing is better told about.
        const problem = Problem.of(cause);
        problem.final = problem.status === 429 || (problem.status >= 500 && ++refusals >= 3);
        throw isAbort(cause) ? cause : problem;
      }
      if (response.headers.get('Content-Type')?.includes('text/event-stream')) return response;
      const started = (await response.json()) as TurnStarted;
      this.#do({ type: 'acknowledged', ...started });
      unacknowledged.drop(this.conversationId);
      return this.#events(started.turnId, undefined, signal);
    });
  }

  /**
   * Makes the chat that the first question goes to; to be tried until it succeeds. A try whose answer was lost may have made
   * one: an empty chat that was not there before is taken instead of making another.
   */
  #birth(
    request: TurnRequest,
    collections: readonly string[],
  ): (signal: AbortSignal) => Promise<void> {
    const before = knownConversations();
    const model = 'model' in request ? (request.model ?? null) : null;
    let tried = false;
    return async (signal) => {
      const stray = tried ? await unknownEmptyConversation(before) : null;
      tried = true;
      const { id } = stray ?? (await createConversation(model));
      if (collections.length > 0) await chooseConversationCollections(id, collections);
      if (signal.aborted) {
        discardConversation(id);
        signal.throwIfAborted();
      }
      unacknowledged.move('', id);
      this.id.set(id);
    };
  }

  #events(turnId: string, lastEventId: string | undefined, signal: AbortSignal): Promise<Response> {
    return send(`/turns/${turnId}/events`, {
      headers: {
        Accept: 'text/event-stream',
        ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }),
      },
      signal,
    });
  }

  async #follow(
    open: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>,
  ): Promise<void> {
    this.#following?.abort();
    const following = new AbortController();
    this.#following = following;
    const drain = new Drain((events) => {
      if (!following.signal.aborted) this.#hear(events);
    });
    let told = false;
    try {
      const outcome = await follow(
        {
          open,
          onConnection: (connection) => {
            this.#do({ type: 'connection', connection });
            if (connection !== 'waiting' || this.state.get().turn?.turnId !== null || told) return;
            told = true;
            announce(i18next.t('answer.waitingToSend'));
          },
          onEvent: (raw) => {
            const event = turnEvent(raw);
            if (event === null) return 'more';
            if (event.type === 'reconnect') return 'reconnect';
            // Nothing else can be asked by id before the turn's id is known.
            if (event.type === 'started') this.#hear([event]);
            else drain.push(event);
            return isFinal(event) ? 'done' : 'more';
          },
        },
        following.signal,
      );
      if (outcome === 'ended') await this.#lost();
    } catch (cause) {
      if (following.signal.aborted) return;
      await this.#refused(Problem.of(cause));
    }
  }

  #hear(events: readonly TurnEvent[]): void {
    this.#do({ type: 'events', events });
    for (const event of events) {
      if (event.type === 'started') {
        unacknowledged.drop(this.conversationId);
        patchCachedConversation(this.conversationId, {
          runningTurnId: event.turnId,
          model: event.model,
          updatedAt: new Date().toISOString(),
        });
      } else if (event.type === 'tool-called') {
        announce(toolWords(i18next.t, event));
      } else if (event.type === 'titled') {
        conversationTitled(this.conversationId, event.title);
      } else if (isFinal(event)) {
        patchCachedConversation(this.conversationId, { runningTurnId: null });
        announce(
          event.type === 'finished'
            ? i18next.t('chat.announce.finished')
            : i18next.t('chat.announce.ended'),
        );
      }
    }
  }

  /** The stream is over and its end was not heard: the stored messages are the truth. */
  async #lost(): Promise<void> {
    this.#do({ type: 'turn-lost' });
    await this.load();
  }

  async #refused(problem: Problem): Promise<void> {
    const { turn } = this.state.get();
    if (turn === null) return;
    if (turn.turnId !== null) return this.#lost();
    this.#takeBack();
    switch (problem.code) {
      case 'turn-running':
        warn(i18next.t('chat.turnRunning'));
        break;
      case 'tree-changed':
        warn(i18next.t('chat.treeChanged'));
        break;
      default:
        warn(i18next.t('chat.notSent'), sentenceOf(i18next.t, problem));
    }
    await this.load();
  }

  /** Undoes a question that the server did not take, and gives its words back. */
  #takeBack(): void {
    const { turn, messages } = this.state.get();
    const answerAt = messages.findIndex((message) => message.key === turn?.answerKey);
    const question = messages[answerAt - 1];
    const isNew = question !== undefined && question.id === question.key && turn?.before != null;
    const known = turn?.before?.some((message) => message.key === question?.key) ?? true;
    this.#do({ type: 'not-sent' });
    unacknowledged.drop(this.conversationId);
    if (!isNew || known) return;
    this.returned.set({ text: textOf(question), attachments: this.#attached });
  }

  /** An earlier page was left before the server had answered: unless the question arrived, its words come back. */
  #giveBackUnacknowledged(messages: readonly Message[]): void {
    const text = unacknowledged.take(this.conversationId);
    const question = messages.findLast((message) => message.role === 'user');
    if (text !== null && (question === undefined || textOf(question) !== text)) {
      this.returned.set({ text, attachments: [] });
    }
  }

  #path(rest: string): string {
    return `/conversations/${this.conversationId}${rest}`;
  }

  #do(action: ThreadAction): void {
    this.state.set(reduceThread(this.state.get(), action));
  }

  /** Lets go of the stream; the answer goes on at the server. */
  dispose(): void {
    this.#following?.abort();
  }
}
