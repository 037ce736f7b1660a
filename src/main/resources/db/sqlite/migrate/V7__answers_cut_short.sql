-- Whether an answer ended at the limit of its length, so that it can be continued.
alter table message add column cut_short integer not null default 0;
