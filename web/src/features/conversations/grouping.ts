export type DayGroup =
  | { readonly kind: 'today' | 'yesterday' | 'week' | 'month' }
  | { readonly kind: 'past'; readonly year: number; readonly month: number };

export interface Grouped<T> {
  readonly group: DayGroup;
  readonly items: T[];
}

/** Puts a list that is newest first under Today, Yesterday, Previous 7 days, Previous 30 days, then months. */
export function groupByDay<T extends { updatedAt: string }>(
  items: readonly T[],
  now: Date,
): Grouped<T>[] {
  const groups: Grouped<T>[] = [];
  for (const item of items) {
    const group = dayGroup(new Date(item.updatedAt), now);
    const last = groups.at(-1);
    if (last !== undefined && groupKey(last.group) === groupKey(group)) last.items.push(item);
    else groups.push({ group, items: [item] });
  }
  return groups;
}

export function dayGroup(date: Date, now: Date): DayGroup {
  const days = calendarDays(date, now);
  if (days <= 0) return { kind: 'today' };
  if (days === 1) return { kind: 'yesterday' };
  if (days <= 7) return { kind: 'week' };
  if (days <= 30) return { kind: 'month' };
  return { kind: 'past', year: date.getFullYear(), month: date.getMonth() };
}

export function groupKey(group: DayGroup): string {
  return group.kind === 'past' ? `${group.year}-${group.month}` : group.kind;
}

/** Midnights between two moments where the person is; days with a clock change count as one. */
function calendarDays(from: Date, to: Date): number {
  const start = Date.UTC(from.getFullYear(), from.getMonth(), from.getDate());
  const end = Date.UTC(to.getFullYear(), to.getMonth(), to.getDate());
  return Math.round((end - start) / 86_400_000);
}
