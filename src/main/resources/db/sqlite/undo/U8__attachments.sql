drop index collection_of_attachments;
alter table collection drop column purpose;
