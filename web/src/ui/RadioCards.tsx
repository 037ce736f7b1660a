import { clsx } from 'clsx';

/** One of a few choices. */
export type RadioCard<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  /** What choosing it means, in a few words below the label. */
  readonly hint?: string;
};

type Props<Value extends string> = {
  /** What is chosen; read aloud even where it is not shown. */
  legend: string;
  hideLegend?: boolean;
  /** Of the radio buttons, one for each group on a page. */
  name: string;
  cards: readonly RadioCard<Value>[];
  chosen: Value;
  onChoose(value: Value): void;
  /** How many stand side by side on a wide screen. */
  columns?: 2 | 4;
};

/** A choice of one out of a few, each on a card of its own. */
export function RadioCards<Value extends string>(props: Props<Value>) {
  return (
    <fieldset>
      <legend className={props.hideLegend ? 'sr-only' : 'mb-1.5 font-medium text-sm'}>
        {props.legend}
      </legend>
      <div className={clsx('grid grid-cols-2 gap-2', props.columns === 4 && 'sm:grid-cols-4')}>
        {props.cards.map((card) => (
          <label
            key={card.value}
            className={clsx(
              'flex min-h-10 cursor-pointer flex-col justify-center rounded-control border px-3 transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent',
              // No hole beside the last of an odd number.
              'last:odd:col-span-2',
              props.columns === 4 && 'sm:last:odd:col-span-1',
              card.hint && 'py-2',
              card.value === props.chosen ? 'border-accent bg-accent-soft' : 'border-border',
            )}
          >
            <input
              type="radio"
              name={props.name}
              value={card.value}
              checked={card.value === props.chosen}
              onChange={() => props.onChoose(card.value)}
              className="sr-only"
            />
            <span>{card.label}</span>
            {card.hint && <span className="text-muted text-xs">{card.hint}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
