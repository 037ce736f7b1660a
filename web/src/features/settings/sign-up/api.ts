import { queryOptions } from '@tanstack/react-query';
import type { Invitation, IssuedInvitation, NewInvitation } from '@/api/identity';
import type { Page } from '@/api/schema';
import { getJson, postJson, send } from '@/lib/http';
import { queryClient } from '@/lib/query-client';

export const invitationsQuery = queryOptions({
  queryKey: ['admin', 'invitations'],
  queryFn: ({ signal }) => getJson<Page<Invitation>>('/admin/invitations', undefined, signal),
});

export async function invite(invitation: NewInvitation): Promise<string> {
  const { link } = await postJson<IssuedInvitation>('/admin/invitations', invitation);
  await invitationsChanged();
  return link;
}

export async function withdraw(id: string): Promise<void> {
  await send(`/admin/invitations/${id}`, { method: 'DELETE' });
  await invitationsChanged();
}

async function invitationsChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: invitationsQuery.queryKey });
}
