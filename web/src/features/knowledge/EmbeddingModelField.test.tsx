// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EmbeddingModel } from '@/api/schema';
import { embeddingModelsQuery } from '@/lib/embedding-models';
import { startWholeI18n } from '@/lib/i18n/whole';
import { EmbeddingModelField } from './EmbeddingModelField';

const inside: EmbeddingModel = {
  id: 'minilm@256',
  name: 'MiniLM',
  provider: 'parley',
  dimensions: 384,
  local: true,
};
const outside: EmbeddingModel = {
  id: 'openai/text-embedding-3-small',
  name: 'text-embedding-3-small',
  provider: 'openai',
  dimensions: null,
  local: false,
};

function show(items: EmbeddingModel[], current: string | null, chosen: string | null = null) {
  const client = new QueryClient();
  client.setQueryData(embeddingModelsQuery.queryKey, {
    items,
    default: inside.id,
    nextCursor: null,
  });
  const onChoose = vi.fn();
  render(
    <QueryClientProvider client={client}>
      <EmbeddingModelField current={current} chosen={chosen} onChoose={onChoose} />
    </QueryClientProvider>,
  );
  return onChoose;
}

const field = () => screen.queryByLabelText<HTMLSelectElement>('Embedding model');

beforeAll(startWholeI18n);
afterEach(cleanup);

describe('the embedding model of a collection', () => {
  it('is not asked for where there is but one', () => {
    show([inside], inside.id);
    expect(field()).toBeNull();
  });

  it('is the usual one for a new collection, until another is chosen', async () => {
    const onChoose = show([inside, outside], null);
    expect(field()?.value).toBe(inside.id);
    await userEvent.selectOptions(field() as HTMLSelectElement, outside.id);
    expect(onChoose).toHaveBeenCalledWith(outside.id);
  });

  it('says what a change costs', () => {
    show([inside, outside], inside.id, outside.id);
    expect(screen.getByText(/embedded anew in the background/)).toBeTruthy();
  });

  it('that is no longer connected is shown by its id', () => {
    show([inside], 'gone/model');
    expect(field()?.selectedOptions[0]?.textContent).toBe('gone/model');
  });
});
