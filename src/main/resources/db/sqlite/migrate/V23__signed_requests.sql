-- Nonces of signatures that were accepted, until the signatures expire.

create table signature_nonce (
    key_id text not null references api_key (id) on delete cascade,
    nonce text not null,
    expires_at bigint not null,
    primary key (key_id, nonce)
);

create index signature_nonce_by_time on signature_nonce (expires_at);
