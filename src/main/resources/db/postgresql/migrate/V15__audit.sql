-- Who did what: rows that are added and never changed, each bound to the one before it by its hash.

create table audit_entry (
    -- 1, 2, 3 … without a gap, in the order in which the entries were written.
    number bigint primary key,
    at bigint not null,
    action text not null,
    -- No reference: the record outlives the account.
    actor_id uuid,
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

create function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is only added to';
end $$;

create function audit_entry_appended() returns trigger language plpgsql as $$
begin
    if new.number <> (select number + 1 from audit_head where id = 1) then
        raise exception 'the audit log is only added to';
    end if;
    return new;
end $$;

create function audit_entry_kept() returns trigger language plpgsql as $$
begin
    if old.number > (select coalesce(max(number), 0) from audit_checkpoint) then
        raise exception 'the audit log is only added to';
    end if;
    return old;
end $$;

create function audit_head_goes_on() returns trigger language plpgsql as $$
begin
    if new.number <> old.number + 1
        or new.hash is distinct from (select hash from audit_entry where number = new.number) then
        raise exception 'the head of the audit log only goes on';
    end if;
    return new;
end $$;

create trigger audit_entry_appended before insert on audit_entry
    for each row execute function audit_entry_appended();
create trigger audit_entry_unchanged before update on audit_entry
    for each row execute function audit_refuse();
create trigger audit_entry_kept before delete on audit_entry
    for each row execute function audit_entry_kept();
create trigger audit_entry_not_emptied before truncate on audit_entry
    for each statement execute function audit_refuse();
create trigger audit_head_goes_on before update on audit_head
    for each row execute function audit_head_goes_on();
create trigger audit_head_kept before delete on audit_head
    for each row execute function audit_refuse();
create trigger audit_head_not_emptied before truncate on audit_head
    for each statement execute function audit_refuse();
create trigger audit_checkpoint_unchanged before update on audit_checkpoint
    for each row execute function audit_refuse();
create trigger audit_checkpoint_kept before delete on audit_checkpoint
    for each row execute function audit_refuse();
create trigger audit_checkpoint_not_emptied before truncate on audit_checkpoint
    for each statement execute function audit_refuse();
