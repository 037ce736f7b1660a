-- Which administrators opened whose chats, and why: shown to those people.

create table chat_reading (
    id text primary key,
    -- No reference: that it was read stays when the administrator is gone.
    administrator_id text not null,
    person_id text not null references account (id) on delete cascade,
    -- No reference: who read a chat that was deleted since is still worth knowing.
    conversation_id text not null,
    title text not null,
    reason text not null,
    at bigint not null,
    expires_at bigint not null
);

create index chat_reading_by_person on chat_reading (person_id, id);
create index chat_reading_by_administrator on chat_reading (administrator_id, conversation_id, id);
