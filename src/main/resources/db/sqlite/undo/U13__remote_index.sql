drop table doomed_namespace;
drop table remote_claim;
drop table remote_collection;
