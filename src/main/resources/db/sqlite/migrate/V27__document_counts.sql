-- What a collection holds is added up at every upload, and whenever somebody looks at it: from this index alone, without
-- going to the documents.
create index document_by_state on document (collection_id, state, passage_count, size);

drop index document_by_collection;

-- Whose turn it is is read from this index's beginning, however many wait.
create index ingestion_by_turn on ingestion (place, created_at, document_id, due_at);

drop index ingestion_by_place;
