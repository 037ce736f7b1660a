-- Files, their texts, and what is still to be made of them.

-- A text is apart from its document: a list of documents need not read past it.
create table document_text (
    document_id text not null primary key references document (id) on delete cascade,
    text text not null,
    -- How it is cut: markdown, plain, code or rows.
    form text not null default 'markdown',
    -- Where each page begins, a JSON list of offsets; empty where there are no pages.
    page_starts text not null default '[]'
);

insert into document_text (document_id, text) select id, text from document;

alter table document drop column text;

alter table document add column media_type text not null default 'text/markdown';
alter table document add column size bigint not null default 0;
-- Of the file's bytes; null where there is no file.
alter table document add column sha256 text;
alter table document add column blob_id text;
alter table document add column state text not null default 'ready'
    check (state in ('queued', 'fetching', 'extracting', 'embedding', 'ready', 'failed'));
-- How many of its passages are embedded, while they are.
alter table document add column done integer;
alter table document add column total integer;
alter table document add column error_code text;
alter table document add column error_message text;
alter table document add column pages integer;
alter table document add column passage_count integer not null default 0;
alter table document add column token_count integer not null default 0;
-- The collection's count of changes when what can be searched of the document changed last.
alter table document add column changed_in bigint not null default 0;

update document set passage_count = (select count(*) from passage p where p.document_id = document.id);

-- The same bytes are in a collection once.
create unique index document_by_content on document (collection_id, sha256) where sha256 is not null;
create index document_by_change on document (collection_id, changed_in);
create index document_by_blob on document (blob_id);

alter table passage add column page integer;
alter table passage add column tokens integer not null default 0;
drop index passage_by_document;
create unique index passage_by_document on passage (document_id, ordinal);

-- How often what can be searched has changed; with created_at it tells an index whether it is up to date.
alter table collection add column changes bigint not null default 0;

-- What an index has to forget.
create table removed_document (
    collection_id text not null references collection (id) on delete cascade,
    document_id text not null,
    removed_in bigint not null,
    primary key (collection_id, document_id)
);

-- The queue: documents that are not searchable yet.
create table ingestion (
    document_id text not null primary key references document (id) on delete cascade,
    owner_id text not null,
    -- How many documents of the same owner were waiting before it: everyone's first ones come first.
    place integer not null,
    attempts integer not null,
    -- Who works on it, and when others may take it.
    runner_id text,
    due_at bigint not null,
    created_at bigint not null
);

create index ingestion_by_owner on ingestion (owner_id);
create index ingestion_by_place on ingestion (place, created_at);

-- Files, where the database holds them.
create table blob (
    id text not null primary key,
    created_at bigint not null
);

create table blob_chunk (
    blob_id text not null references blob (id) on delete cascade,
    ordinal integer not null,
    data blob not null,
    primary key (blob_id, ordinal)
);
