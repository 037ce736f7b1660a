-- Links that are sent to people, invitations, and what somebody who has registered still waits for.

-- Null: nothing is waited for. Who waits cannot sign in.
alter table account add column email_awaited_since bigint;
alter table account add column approval_awaited_since bigint;

create table account_token (
    id text not null primary key,
    account_id text not null references account (id) on delete cascade,
    purpose text not null check (purpose in ('verify-email', 'new-email', 'reset-password', 'notice')),
    -- SHA-256 of the link's secret.
    token_hash blob not null unique,
    address text,
    session_id text,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

create index account_token_by_account on account_token (account_id, purpose, created_at);

create table invitation (
    id text not null primary key,
    -- SHA-256 of the link's secret.
    token_hash blob not null unique,
    -- Null: whoever has the link.
    email text,
    role text not null check (role in ('admin', 'user')),
    invited_by text references account (id) on delete set null,
    created_at bigint not null,
    expires_at bigint not null,
    used_by text references account (id) on delete set null,
    used_at bigint
);

create index invitation_by_inviter on invitation (invited_by);
create index invitation_by_guest on invitation (used_by);
