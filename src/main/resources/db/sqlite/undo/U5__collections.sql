alter table conversation drop column collections;
drop table collection_grant;
alter table collection drop column overlap_tokens;
alter table collection drop column passage_tokens;
alter table collection drop column default_for_everyone;
alter table collection drop column everyone;
alter table collection drop column description;
