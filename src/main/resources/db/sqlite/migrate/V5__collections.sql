-- Collections that people make, share with each other, and choose for a chat.

alter table collection add column description text not null default '';

-- What people may do who are not named in a grant.
alter table collection add column everyone text not null default 'none' check (everyone in ('none', 'read', 'write'));

-- Searched for everyone who may read it, where a chat has chosen nothing.
alter table collection add column default_for_everyone boolean not null default false;

-- How long a passage should be, and how much of it long prose repeats in the next.
alter table collection add column passage_tokens integer not null default 200;
alter table collection add column overlap_tokens integer not null default 50;

update collection set everyone = 'read' where owner_id is null;

create table collection_grant (
    collection_id text not null references collection (id) on delete cascade,
    user_id text not null,
    access text not null check (access in ('read', 'write')),
    created_at bigint not null,
    primary key (collection_id, user_id)
);

create index collection_grant_by_user on collection_grant (user_id);

-- The chat's own choice, a JSON list of ids.
alter table conversation add column collections text not null default '[]';
