-- Pages of the web as they were read for an answer, for its citations to point into. They go with its chat.
create table read_page (
    id text not null primary key,
    owner_id text not null,
    answer_id text not null references message (id) on delete cascade,
    -- Among the pages of the answer.
    place integer not null,
    address text not null,
    title text not null,
    text text not null,
    -- How the text is cut: markdown, plain, code or rows.
    form text not null,
    read_at bigint not null
);

create index read_page_by_answer on read_page (answer_id, place);
