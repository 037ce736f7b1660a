/** When the page is drawn next. */
export interface Frames {
  /** Nothing is drawn at present. */
  readonly hidden: boolean;
  /** Runs the task before the next drawing; on a hidden page, which is never drawn, as soon as what runs now is done. */
  next(task: () => void): void;
}

/** What this needs of a browser's page, so that tests can do without one. */
export interface PageClock {
  readonly hidden: boolean;
  onVisibilityChange(listener: () => void): void;
  requestFrame(task: () => void): void;
  /** A task of its own that no browser holds back, as timers of hidden pages are. */
  post(task: () => void): void;
}

/** A page that is hidden while a frame is awaited would get it only when it is shown again; then it need not be awaited. */
export function framesOf(clock: PageClock): Frames {
  const waiting = new Set<() => void>();
  const run = (task: () => void) => {
    if (waiting.delete(task)) task();
  };
  clock.onVisibilityChange(() => {
    if (!clock.hidden) return;
    for (const task of [...waiting]) clock.post(() => run(task));
  });
  return {
    get hidden() {
      return clock.hidden;
    },
    next(task) {
      const once = () => task();
      waiting.add(once);
      if (clock.hidden) clock.post(() => run(once));
      else clock.requestFrame(() => run(once));
    },
  };
}

export const pageFrames: Frames = framesOf({
  get hidden() {
    return document.hidden;
  },
  onVisibilityChange: (listener) => {
    if (typeof document !== 'undefined') document.addEventListener('visibilitychange', listener);
  },
  requestFrame: (task) => requestAnimationFrame(task),
  post: (task) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      task();
    };
    port2.postMessage(null);
  },
});
