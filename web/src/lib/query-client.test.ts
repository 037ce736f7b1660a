import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it } from 'vitest';
import { askAnew, queryClient } from './query-client';

afterEach(() => queryClient.clear());

it('asks once more where the first answer is on its way, for it may be of before', async () => {
  const answers: ((answer: string) => void)[] = [];
  const observer = new QueryObserver(queryClient, {
    queryKey: ['list'],
    queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
  });
  const stop = observer.subscribe(() => undefined);
  await expect.poll(() => answers.length).toBe(1);

  askAnew(['list']);
  answers[0]?.('before');

  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.('after');
  await expect.poll(() => queryClient.getQueryData(['list'])).toBe('after');
  stop();
});

it('leaves alone what nobody asked for', () => {
  askAnew(['nothing']);
  expect(queryClient.getQueryData(['nothing'])).toBeUndefined();
});
