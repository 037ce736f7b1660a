drop index document_by_address;
alter table document drop column address;
