import i18next from 'i18next';

const units: ReadonlyArray<readonly [Intl.RelativeTimeFormatUnit, number]> = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** "3 hours ago", in the person's language. */
export function relativeTime(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat(i18next.language, { numeric: 'auto' });
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return format.format(Math.round(seconds / length), unit);
  }
  return i18next.t('time.now');
}

export function exactTime(date: Date): string {
  return new Intl.DateTimeFormat(i18next.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(date);
}

export function monthName(year: number, month: number, now: Date): string {
  return new Intl.DateTimeFormat(i18next.language, {
    month: 'long',
    ...(year !== now.getFullYear() && { year: 'numeric' }),
  }).format(new Date(year, month, 1));
}

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "1.4 MB", in the person's language. */
export function fileSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < sizes.length - 1) {
    value /= 1000;
    unit++;
  }
  return new Intl.NumberFormat(i18next.language, {
    style: 'unit',
    unit: sizes[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}

export function percent(share: number): string {
  return new Intl.NumberFormat(i18next.language, {
    style: 'percent',
    maximumFractionDigits: 0,
  }).format(share);
}
/** A number to so many places, so that numbers below each other can be compared. */
export function decimal(value: number, places: number): string {
  return new Intl.NumberFormat(i18next.language, {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(value);
}
