-- What moderation found, for those who review it.

create table moderation_event (
    id text primary key,
    at bigint not null,
    kind text not null check (kind in ('prompt', 'answer')),
    category text not null,
    rule text not null,
    action text not null check (action in ('log', 'warn', 'block')),
    person_id text not null references account (id) on delete cascade,
    -- No reference: who deletes a chat does not delete what was found in it.
    conversation_id text not null,
    turn_id text not null,
    -- Encrypted, and only where the administrators want originals kept.
    sealed_excerpt text,
    sealed_original text,
    state text not null check (state in ('open', 'reviewed')),
    note text,
    reviewed_by text,
    reviewed_at bigint
);

create index moderation_event_by_state on moderation_event (state, id);
create index moderation_event_by_person on moderation_event (person_id);
create index moderation_event_by_time on moderation_event (at);
