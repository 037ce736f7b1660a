-- Providers of identities that an administrator has connected. Those of the environment are not rows.
create table identity_provider (
    id text primary key,
    preset text,
    name text not null,
    issuer text not null,
    client_id text not null,
    -- Sealed for this provider and its issuer: it opens for no other.
    sealed_secret text,
    enabled integer not null,
    sign_up text not null check (sign_up in ('any', 'domains', 'existing')),
    -- A JSON list each.
    domains text not null,
    role_claim text,
    admin_values text not null,
    created_at bigint not null
);

-- Who people are elsewhere: issuer and subject, and nothing else, name them there.
create table identity (
    id text primary key,
    account_id text not null references account (id) on delete cascade,
    issuer text not null,
    subject text not null,
    provider_id text not null,
    hint text not null,
    linked_at bigint not null,
    unique (issuer, subject)
);

create index identity_by_account on identity (account_id, linked_at);

-- A sign-in on its way: what the browser comes back with must fit to a row, which is used once.
create table provider_attempt (
    state_hash blob primary key,
    browser_hash blob not null,
    provider_id text not null,
    purpose text not null check (purpose in ('sign-in', 'link', 'step-up')),
    session_id text references session (id) on delete cascade,
    redirect_uri text not null,
    return_to text not null,
    created_at bigint not null
);

create index provider_attempt_by_time on provider_attempt (created_at);

-- Which sessions a provider opened, so that it can end them.
create table provider_session (
    session_id text primary key references session (id) on delete cascade,
    identity_id text not null references identity (id) on delete cascade,
    provider_id text not null,
    sid text,
    sealed_id_token text not null,
    end_session_endpoint text
);

create index provider_session_by_identity on provider_session (identity_id);

create index provider_session_by_sid on provider_session (sid);

-- Tokens that ended sessions, as long as they could be sent once more.
create table logout_token (
    issuer text not null,
    jti text not null,
    seen_at bigint not null,
    primary key (issuer, jti)
);

create index logout_token_by_time on logout_token (seen_at);
