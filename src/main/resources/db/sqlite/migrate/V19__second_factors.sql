-- The second factor at sign-in, and when somebody last proved that it is they.

-- The last proof in this session: the sign-in, or a confirmation since.
alter table session add column confirmed_at bigint;

create table totp (
    account_id text primary key references account (id) on delete cascade,
    -- Sealed, like the one that is offered: that one counts once a code of it was typed.
    secret text,
    enabled_at bigint,
    -- The time step of the last code that was taken; no code of it, or of an earlier one, is taken again.
    last_step bigint not null default 0,
    offered_secret text,
    offered_at bigint
);

create table recovery_code (
    account_id text not null references account (id) on delete cascade,
    code_hash blob not null,
    created_at bigint not null,
    used_at bigint,
    primary key (account_id, code_hash)
);

-- A right password that waits for its second factor; known by the SHA-256 of a token alone.
create table sign_in_challenge (
    token_hash blob primary key,
    account_id text not null references account (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    tries integer not null default 0,
    ended_at bigint
);

create index sign_in_challenge_by_expiry on sign_in_challenge (expires_at);
