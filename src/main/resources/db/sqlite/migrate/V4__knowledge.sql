-- Documents, their passages and the passages' vectors. These rows are the truth; the index is made of them.

create table collection (
    id text primary key,
    -- Null: the product's own, which everyone reads.
    owner_id text,
    name text not null,
    -- What made the vectors; vectors of different models are never compared.
    embedding_model text not null,
    -- Changes whenever the passages do, so that an index knows whether it is up to date.
    revision text not null,
    created_at bigint not null,
    updated_at bigint not null
);

create index collection_by_owner on collection (owner_id);

create table document (
    id text primary key,
    collection_id text not null references collection (id) on delete cascade,
    title text not null,
    -- A path or an address.
    location text not null,
    text text not null,
    created_at bigint not null,
    updated_at bigint not null
);

create index document_by_collection on document (collection_id);

create table passage (
    id text primary key,
    document_id text not null references document (id) on delete cascade,
    collection_id text not null references collection (id) on delete cascade,
    ordinal integer not null,
    -- The titles above the passage: indexed with it, not shown.
    header text not null,
    section text not null,
    text text not null,
    -- Where the passage is in the document's text, in UTF-16 units.
    start_offset integer not null,
    end_offset integer not null,
    -- Little-endian floats.
    vector blob not null
);

create index passage_by_document on passage (document_id, ordinal);

create index passage_by_collection on passage (collection_id);
