-- Sites of the web, whose pages are documents.

create table site (
    id text not null primary key,
    collection_id text not null references collection (id) on delete cascade,
    -- Where it begins, and how it is gone through: as people said, and what was found there.
    url text not null,
    form text not null check (form in ('auto', 'llms-txt', 'sitemap', 'links')),
    found_form text check (found_form in ('llms-txt', 'sitemap', 'links')),
    -- What its pages have in common, as the crawl that runs or ran last found it.
    server text,
    folder text,
    depth integer not null,
    page_limit integer not null,
    every_hours integer,
    state text not null default 'queued' check (state in ('queued', 'crawling', 'ready', 'failed')),
    error_code text,
    error_message text,
    -- How many crawls there were; a page carries the number of the one that saw it last.
    crawl integer not null default 0,
    crawled_at bigint,
    -- How often it was taken since anything was written down.
    attempts integer not null default 0,
    -- Who works on it, and when others may take it; null: nobody has anything to do.
    runner_id text,
    due_at bigint,
    created_at bigint not null,
    updated_at bigint not null
);

create unique index site_by_url on site (collection_id, url);
create index site_by_due on site (due_at);

-- The frontier of a crawl, and what is remembered of each page for the next.
create table site_page (
    site_id text not null references site (id) on delete cascade,
    address text not null,
    -- A page, or something that lists pages.
    kind text not null check (kind in ('page', 'llms-txt', 'sitemap')),
    depth integer not null,
    -- In which order they were found.
    place integer not null,
    -- The address without what a program counts up: many of one shape are a trap.
    shape text not null,
    crawl integer not null,
    state text not null check (state in ('waiting', 'fetched', 'unchanged', 'failed', 'skipped')),
    attempts integer not null default 0,
    error_code text,
    error_message text,
    -- Null where nothing was kept, or where somebody has deleted what was.
    document_id text references document (id) on delete set null,
    sha256 text,
    size bigint not null default 0,
    etag text,
    last_modified text,
    primary key (site_id, address)
);

create index site_page_by_state on site_page (site_id, crawl, state);
create index site_page_by_shape on site_page (site_id, crawl, shape);
create index site_page_by_document on site_page (document_id);

-- The site that a document is a page of.
alter table document add column site_id text;

create index document_by_site on document (site_id) where site_id is not null;

-- Whether the text that is there is an earlier version's, to be compared with what is read now.
alter table ingestion add column reread boolean not null default false;

-- When the next request to a server may leave, whichever process sends it.
create table server_pace (
    server text not null primary key,
    free_at bigint not null
);
