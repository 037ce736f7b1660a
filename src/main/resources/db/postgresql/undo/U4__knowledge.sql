drop table passage;
drop table document;
drop table collection;
