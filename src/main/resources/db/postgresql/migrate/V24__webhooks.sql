-- Other servers that are told what happens.

create table webhook (
    id uuid primary key,
    url text not null,
    -- Words with blanks between them.
    events text not null,
    enabled integer not null,
    last_status integer,
    last_at bigint,
    failing_since bigint,
    created_at bigint not null
);

-- What they have not been told yet. Whoever takes one has it until it is due again.
create table webhook_delivery (
    id uuid primary key,
    webhook_id uuid not null references webhook (id) on delete cascade,
    payload text not null,
    attempts integer not null default 0,
    due_at bigint not null,
    runner_id uuid,
    created_at bigint not null
);

create index webhook_delivery_by_time on webhook_delivery (due_at, id);

create index webhook_delivery_by_webhook on webhook_delivery (webhook_id);
