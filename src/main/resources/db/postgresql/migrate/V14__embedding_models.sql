-- Collections that go over to another embedding model.

-- Where to; null while the collection stays with the one that it has.
alter table collection add column next_model text;
-- Who makes the vectors, and when others may.
alter table collection add column next_runner_id uuid;
alter table collection add column next_due_at bigint not null default 0;

-- The vectors of the next model, beside those that are searched.
create table next_vector (
    passage_id uuid not null primary key references passage (id) on delete cascade,
    collection_id uuid not null references collection (id) on delete cascade,
    -- Little-endian floats.
    vector bytea not null
);

create index next_vector_by_collection on next_vector (collection_id);
