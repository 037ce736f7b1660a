-- Keys that people make for programs.

create table api_key (
    id text primary key,
    account_id text not null references account (id) on delete cascade,
    name text not null,
    -- The end of it, to tell it from others.
    hint text not null,
    kind text not null check (kind in ('bearer', 'signing')),
    -- The SHA-256 of a bearer key; the public half of a signing key, in DER.
    proof blob,
    public_key blob,
    -- Words with blanks between them.
    scopes text not null,
    allowed_networks text not null,
    created_at bigint not null,
    expires_at bigint,
    last_used_at bigint,
    last_used_from text,
    check ((kind = 'bearer') = (proof is not null) and (kind = 'signing') = (public_key is not null))
);

create index api_key_by_account on api_key (account_id, created_at desc, id desc);
