-- Letters on their way. A delivered one is gone; of one that was given up there is only that it was.

create table mail_message (
    id uuid not null primary key,
    -- Whose it is, to go with the account; null: nobody's yet, or no longer.
    account_id uuid,
    -- Receiver, subject and text, encrypted: links in it open accounts. Null: given up.
    sealed text,
    attempts integer not null default 0,
    -- Who delivers it, and when others may take it.
    runner_id uuid,
    due_at bigint not null,
    expires_at bigint not null,
    failure text,
    created_at bigint not null
);

create index mail_message_by_due on mail_message (due_at) where sealed is not null;
create index mail_message_by_account on mail_message (account_id);
