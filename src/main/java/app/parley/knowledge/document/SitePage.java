package app.parley.knowledge.document;

import app.parley.platform.blob.BlobStore.Blob;
import java.util.UUID;

/**
 * A page of a site that was fetched and is to become a document.
 *
 * @param id of the document
 */
public record SitePage(
        UUID id, UUID collection, UUID site, String address, Blob blob, String mediaType) {}
