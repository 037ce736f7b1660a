-- Documents that are fetched instead of uploaded.

-- Where from; null for a file.
alter table document add column address text;

-- An address is in a collection once.
create unique index document_by_address on document (collection_id, address) where address is not null;
