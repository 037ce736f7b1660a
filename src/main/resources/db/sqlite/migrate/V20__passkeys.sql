-- Keys that devices hold. What the device signs is the proof; nothing here is a secret.

create table passkey (
    id text primary key,
    account_id text not null references account (id) on delete cascade,
    credential_id blob not null unique,
    public_key blob not null,
    attestation blob not null,
    client_data blob not null,
    sign_count bigint not null,
    transports text not null,
    -- Whether a provider copies it from device to device.
    backup_eligible boolean not null,
    backed_up boolean not null,
    name text not null,
    created_at bigint not null,
    last_used_at bigint
);

create index passkey_by_account on passkey (account_id, created_at);

-- What a device was asked to sign. Deleted by its one use.
create table passkey_request (
    id text primary key,
    purpose text not null,
    account_id text references account (id) on delete cascade,
    challenge blob not null,
    expires_at bigint not null
);

create index passkey_request_by_expiry on passkey_request (expires_at);
