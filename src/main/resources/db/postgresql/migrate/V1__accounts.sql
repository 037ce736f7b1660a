-- People, their sessions, and what guards the sign-in.

create table account (
    id uuid primary key,
    username text not null,
    -- Compared, never shown: the folded name people sign in with, and what it looks like (UTS #39).
    username_key text not null unique,
    username_skeleton text not null unique,
    display_name text not null,
    email text,
    email_key text unique,
    email_verified_at bigint,
    role text not null check (role in ('admin', 'user')),
    password_hash text,
    preferences text not null default '{}',
    -- Rises when rights change; an access token of an earlier epoch is refused.
    auth_epoch integer not null default 0,
    suspended_at bigint,
    created_at bigint not null
);

-- One row, locked by whoever registers first, so that there is exactly one founder.
create table founding (
    id integer primary key check (id = 1),
    founded_at bigint
);

insert into founding (id) values (1);

-- A session is a family of refresh tokens: the current one and its predecessor, by SHA-256 alone.
create table session (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    token_hash bytea not null,
    previous_token_hash bytea,
    rotated_at bigint not null,
    created_at bigint not null,
    last_used_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    end_reason text,
    user_agent text not null,
    ip_address text not null
);

create index session_by_account on session (account_id, last_used_at desc);

-- Failed sign-ins of the last hour. In the database, so that neither a restart nor a second replica resets them.
create table login_failure (
    id uuid primary key,
    account_key text not null,
    failed_at bigint not null
);

create index login_failure_by_account on login_failure (account_key, failed_at);

create index login_failure_by_time on login_failure (failed_at);

-- What administrators set at run time.
create table setting (
    name text primary key,
    value text not null,
    updated_at bigint not null
);
