-- Providers of language models that an administrator has connected. Those of the environment are not rows.
create table provider (
    id text primary key,
    -- The first part of its models' ids; chats keep those ids, so that it never changes.
    slug text not null unique,
    kind text not null,
    name text not null,
    base_url text not null,
    -- Sealed for this provider and the server of its base URL: it opens for no other.
    sealed_key text,
    key_hint text,
    enabled integer not null,
    created_at bigint not null,
    updated_at bigint not null
);

-- What each provider said when it last listed its models; remembered, so that a start need not wait for it.
create table provider_catalogue (
    provider_key text primary key,
    base_url text not null,
    models text not null,
    failure text,
    message text,
    checked_at bigint not null
);
