create index ingestion_by_place on ingestion (place, created_at);

drop index ingestion_by_turn;

create index document_by_collection on document (collection_id);

drop index document_by_state;
