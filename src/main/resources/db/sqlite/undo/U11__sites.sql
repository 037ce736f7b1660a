drop table server_pace;
alter table ingestion drop column reread;
drop index document_by_site;
alter table document drop column site_id;
drop table site_page;
drop table site;
