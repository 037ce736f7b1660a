-- Files that belong to one message: in a collection of their person's own that no list shows.

alter table collection add column purpose text not null default 'library' check (purpose in ('library', 'attachments'));

create unique index collection_of_attachments on collection (owner_id) where purpose = 'attachments';
