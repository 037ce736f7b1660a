-- Who did what: rows that are added and never changed, each bound to the one before it by its hash.

create table audit_entry (
    -- 1, 2, 3 … without a gap, in the order in which the entries were written.
    number integer primary key,
    at bigint not null,
    action text not null,
    -- No reference: the record outlives the account.
    actor_id text,
    address text,
    subject_type text,
    subject_id text,
    -- JSON as text, because it is hashed word for word.
    details text not null,
    changes text not null,
    hash text not null
);

create index audit_entry_by_time on audit_entry (at, number);
create index audit_entry_by_action on audit_entry (action, number);
create index audit_entry_by_actor on audit_entry (actor_id, number);
create index audit_entry_by_subject on audit_entry (subject_id, number);

-- The end of the chain: one row, held by whoever appends. Its seal is made with a key that is not in the database.
create table audit_head (
    id integer primary key check (id = 1),
    number bigint not null,
    hash text not null,
    seal text
);

insert into audit_head (id, number, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Where the log begins after its oldest entries were taken away.
create table audit_checkpoint (
    number bigint primary key,
    hash text not null,
    seal text not null,
    at bigint not null
);

create trigger audit_entry_appended before insert on audit_entry
when new.number <> (select number + 1 from audit_head where id = 1)
begin
    select raise(abort, 'the audit log is only added to');
end;

create trigger audit_entry_unchanged before update on audit_entry
begin
    select raise(abort, 'the audit log is only added to');
end;

create trigger audit_entry_kept before delete on audit_entry
when old.number > (select coalesce(max(number), 0) from audit_checkpoint)
begin
    select raise(abort, 'the audit log is only added to');
end;

create trigger audit_head_goes_on before update on audit_head
when new.number <> old.number + 1
    or new.hash is not (select hash from audit_entry where number = new.number)
begin
    select raise(abort, 'the head of the audit log only goes on');
end;

create trigger audit_head_kept before delete on audit_head
begin
    select raise(abort, 'the head of the audit log only goes on');
end;

create trigger audit_checkpoint_unchanged before update on audit_checkpoint
begin
    select raise(abort, 'a checkpoint of the audit log stays');
end;

create trigger audit_checkpoint_kept before delete on audit_checkpoint
begin
    select raise(abort, 'a checkpoint of the audit log stays');
end;
