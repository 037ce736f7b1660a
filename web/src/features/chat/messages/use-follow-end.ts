import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const near = 40;

interface FollowEnd {
  /** There is text below that the reader does not see. */
  away: boolean;
  toEnd(): void;
  onScroll(): void;
}

/** Keeps the end of a growing thread in sight, but only while the reader is there. */
export function useFollowEnd(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): FollowEnd {
  const following = useRef(true);
  const lastTop = useRef(0);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    following.current = true;
    setAway(false);
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
  }, [scroller]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    // Any move upwards is the reader's: content that shrinks leaves the end in sight.
    if (element.scrollTop < lastTop.current && distance > 4) following.current = false;
    else if (distance < near) following.current = true;
    lastTop.current = element.scrollTop;
    setAway(!following.current && distance > near * 3);
  }, [scroller]);

  useLayoutEffect(toEnd, [toEnd]);
  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (element === null || inner === null) return;
    const observer = new ResizeObserver(() => {
      if (following.current) toEnd();
      else onScroll();
    });
    observer.observe(inner);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, content, toEnd, onScroll]);

  return { away, toEnd, onScroll };
}

/** Keeps what the reader looks at in its place when older messages come in above it. */
export function useSteadyPrepend(
  scroller: RefObject<HTMLElement | null>,
  firstKey: string | undefined,
): void {
  const before = useRef<{ key: string | undefined; height: number }>({ key: undefined, height: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const { key, height } = before.current;
    const known = key !== undefined && element.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (known && key !== firstKey) {
      // The browser's own anchoring would move the page a second time.
      element.style.overflowAnchor = 'none';
      element.scrollTop += element.scrollHeight - height;
      requestAnimationFrame(() => {
        element.style.overflowAnchor = '';
      });
    }
    before.current = { key: firstKey, height: element.scrollHeight };
  });
}
