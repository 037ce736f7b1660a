-- Conversations, their message trees, and the turns that write the answers.

create table conversation (
    id             uuid   not null primary key,
    owner_id       uuid   not null,
    title          text   not null,
    model          text,
    active_leaf_id uuid,
    -- the turn that writes an answer right now
    running_turn_id uuid,
    created_at     bigint not null,
    updated_at     bigint not null
);

create index conversation_by_owner on conversation (owner_id, updated_at desc, id desc);

create table message (
    id              uuid   not null primary key,
    conversation_id uuid   not null references conversation (id) on delete cascade,
    owner_id        uuid   not null,
    parent_id       uuid   references message (id) on delete cascade,
    role            text   not null check (role in ('user', 'assistant')),
    status          text   not null check (status in ('pending', 'streaming', 'finished', 'stopped', 'interrupted', 'failed')),
    model           text,
    turn_id         uuid,
    parts           text   not null,
    citations       text   not null,
    error_code      text,
    error_message   text,
    input_tokens    integer,
    output_tokens   integer,
    usage_estimated boolean,
    created_at      bigint not null
);

create index message_tree on message (conversation_id, parent_id, id);
create index message_by_parent on message (parent_id, id);

create table turn (
    id               uuid   not null primary key,
    conversation_id  uuid   not null references conversation (id) on delete cascade,
    owner_id         uuid   not null,
    user_message_id  uuid   not null,
    answer_id        uuid   not null,
    model            text   not null,
    options          text   not null,
    state            text   not null check (state in ('running', 'finished', 'stopped', 'interrupted', 'failed')),
    runner_id        uuid   not null,
    lease_until      bigint not null,
    stop_requested   boolean not null,
    -- how much of the answer was there before this turn went on with it, in UTF-16 units
    text_offset      integer not null,
    reasoning_offset integer not null,
    -- the order of text and events, from which the log is made again after the end
    layout           text,
    created_at       bigint not null,
    ended_at         bigint
);

-- a conversation has one running turn at most
create unique index turn_running on turn (conversation_id) where state = 'running';
create index turn_by_runner on turn (runner_id) where state = 'running';
create index turn_by_conversation on turn (conversation_id);

-- what a running turn has said so far; gone when the turn ends
create table turn_delta (
    turn_id  uuid   not null references turn (id) on delete cascade,
    position bigint not null,
    kind     text   not null,
    data     text   not null,
    primary key (turn_id, position)
);

create table idempotency (
    owner_id   uuid   not null,
    key        text   not null,
    body_hash  text   not null,
    turn_id    uuid   not null,
    created_at bigint not null,
    primary key (owner_id, key)
);

create index idempotency_by_age on idempotency (created_at);
