-- Copies of everything that somebody has here, made for them, and accounts that are gone.

create table data_export (
    id text not null primary key,
    account_id text not null references account (id) on delete cascade,
    state text not null check (state in ('running', 'ready', 'failed')),
    -- The archive, once it is ready.
    blob_id text,
    size bigint not null default 0,
    attempts integer not null default 0,
    -- Who makes it, and when others may.
    runner_id text,
    due_at bigint not null,
    created_at bigint not null,
    expires_at bigint not null
);

-- One at a time for each person.
create unique index data_export_running on data_export (account_id) where state = 'running';
create index data_export_by_account on data_export (account_id, id);
create index data_export_by_due on data_export (due_at) where state = 'running';
create index data_export_by_blob on data_export (blob_id);

-- Receipts: an id that is nobody's any more, and no name.
create table erasure (
    id text not null primary key,
    account_id text not null,
    erased_at bigint not null,
    -- Null until what requests were writing at that moment is swept up, too.
    swept_at bigint
);

create index erasure_unswept on erasure (erased_at) where swept_at is null;
