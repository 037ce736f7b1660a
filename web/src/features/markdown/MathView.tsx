import { memo, useEffect, useRef, useState } from 'react';

interface Props {
  source: string;
  display: boolean;
  /** Formulas in text that is still being written stay as they were typed. */
  open: boolean;
}

/** A formula, or its source where it is wrong or too long. */
export const MathView = memo(function MathView({ source, display, open }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  const [typeset, setTypeset] = useState(false);
  useEffect(() => {
    if (open || source.length > 4000) return;
    let current = true;
    Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(
      ([{ default: katex }]) => {
        if (!current || place.current === null) return;
        try {
          katex.render(source, place.current, {
            displayMode: display,
            throwOnError: true,
            trust: false,
            maxExpand: 500,
            maxSize: 20,
          });
          setTypeset(true);
        } catch {
          setTypeset(false);
        }
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [source, display, open]);

  const formula = (
    <>
      <span ref={place} dir="ltr" hidden={!typeset} />
      {!typeset && <code dir="ltr">{source}</code>}
    </>
  );
  if (!display) return formula;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="math-block" tabIndex={0}>
      {formula}
    </div>
  );
});
