import { describe, expect, it } from 'vitest';
import { dayGroup, groupByDay, groupKey } from './grouping';

const now = new Date(2026, 10, 21, 9, 30);

function at(...parts: [number, number, number, number?, number?]): Date {
  const [year, month, day, hour = 12, minute = 0] = parts;
  return new Date(year, month, day, hour, minute);
}

describe('the day of a chat', () => {
  it('counts midnights, not hours', () => {
    expect(dayGroup(at(2026, 10, 21, 0, 0), now).kind).toBe('today');
    expect(dayGroup(at(2026, 10, 20, 23, 59), now).kind).toBe('yesterday');
    expect(dayGroup(at(2026, 10, 20, 0, 0), now).kind).toBe('yesterday');
    expect(dayGroup(at(2026, 10, 19, 23, 59), now).kind).toBe('week');
  });

  it('goes over to the previous 7 and 30 days, then to months', () => {
    expect(dayGroup(at(2026, 10, 14), now).kind).toBe('week');
    expect(dayGroup(at(2026, 10, 13), now).kind).toBe('month');
    expect(dayGroup(at(2026, 9, 22), now).kind).toBe('month');
    expect(dayGroup(at(2026, 9, 21), now)).toEqual({ kind: 'past', year: 2026, month: 9 });
    expect(dayGroup(at(2025, 11, 31), now)).toEqual({ kind: 'past', year: 2025, month: 11 });
  });

  it('takes a clock that runs ahead for today', () => {
    expect(dayGroup(at(2026, 10, 22), now).kind).toBe('today');
  });

  it('is not confused by a day of 23 or 25 hours', () => {
    const afterChange = new Date(2026, 2, 29, 12);
    expect(dayGroup(new Date(2026, 2, 28, 0, 30), afterChange).kind).toBe('yesterday');
    const afterBack = new Date(2026, 9, 25, 23, 30);
    expect(dayGroup(new Date(2026, 9, 25, 0, 30), afterBack).kind).toBe('today');
  });
});

describe('chats by day', () => {
  it('keeps the order and makes one group of each run', () => {
    const chats = [at(2026, 10, 21), at(2026, 10, 21, 1), at(2026, 10, 20), at(2026, 8, 1)].map(
      (date, id) => ({ id, updatedAt: date.toISOString() }),
    );
    const groups = groupByDay(chats, now);
    expect(groups.map(({ group }) => groupKey(group))).toEqual(['today', 'yesterday', '2026-8']);
    expect(groups.map(({ items }) => items.map((item) => item.id))).toEqual([[0, 1], [2], [3]]);
  });
});
