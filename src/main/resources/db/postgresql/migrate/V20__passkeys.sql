-- Keys that devices hold. What the device signs is the proof; nothing here is a secret.

create table passkey (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    credential_id bytea not null unique,
    public_key bytea not null,
    attestation bytea not null,
    client_data bytea not null,
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
    id uuid primary key,
    purpose text not null,
    account_id uuid references account (id) on delete cascade,
    challenge bytea not null,
    expires_at bigint not null
);

create index passkey_request_by_expiry on passkey_request (expires_at);
