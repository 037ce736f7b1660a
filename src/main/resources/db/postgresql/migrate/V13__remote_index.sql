-- What an index at another company holds, and what is to be deleted there.

create table remote_collection (
    collection_id uuid not null primary key,
    -- The namespace that holds it.
    name text not null,
    model text not null,
    dimensions integer not null,
    revision text not null
);

-- Who changes what is held of a collection, and until when nobody else may.
create table remote_claim (
    collection_id uuid not null primary key,
    runner_id uuid not null,
    due_at bigint not null
);

create table doomed_namespace (
    name text not null primary key,
    model text not null,
    dimensions integer not null,
    -- One that is being filled is doomed for later, and spared when it is complete.
    due_at bigint not null
);
