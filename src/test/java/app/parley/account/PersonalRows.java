package app.parley.account;

import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row of one person's in every table that has something of people. */
final class PersonalRows {
    private static final long FAR = 4_000_000_000_000L;

    private PersonalRows() {}

    static void conversation(JdbcClient sql, UUID person, UUID id) {
        sql.sql(
                        """
                        insert into conversation (id, owner_id, title, created_at, updated_at)
                        values (:id, :person, 'A chat', 1, 1)""")
                .param("id", id)
                .param("person", person)
                .update();
    }

    /**
     * @param other somebody whose things the person has to do with
     */
    static void fill(JdbcClient sql, UUID person, UUID other) {
        var ids =
                Map.ofEntries(
                        Map.entry("person", person),
                        Map.entry("other", other),
                        Map.entry("chat", UUID.randomUUID()),
                        Map.entry("question", UUID.randomUUID()),
                        Map.entry("answer", UUID.randomUUID()),
                        Map.entry("turn", UUID.randomUUID()),
                        Map.entry("collection", UUID.randomUUID()),
                        Map.entry("document", UUID.randomUUID()),
                        Map.entry("passage", UUID.randomUUID()),
                        Map.entry("site", UUID.randomUUID()),
                        Map.entry("key", UUID.randomUUID()),
                        Map.entry("identity", UUID.randomUUID()),
                        Map.entry("webhook", UUID.randomUUID()),
                        Map.entry("id", UUID.randomUUID()));
        conversation(sql, person, ids.get("chat"));
        for (var statement : STATEMENTS.split(";\n")) {
            var query = sql.sql(statement.strip());
            for (var id : ids.entrySet()) {
                if (statement.contains(":" + id.getKey())) {
                    query = query.param(id.getKey(), id.getValue());
                }
            }
            if (statement.contains(":bytes")) {
                query = query.param("bytes", person.toString().getBytes());
            }
            if (statement.contains(":far")) {
                query = query.param("far", FAR);
            }
            if (statement.contains(":text")) {
                query = query.param("text", "{\"data\":{\"userId\":\"" + person + "\"}}");
            }
            if (statement.contains(":failures")) {
                query = query.param("failures", person.toString());
            }
            query.update();
        }
    }

    private static final String STATEMENTS =
            """
            insert into message (id, conversation_id, owner_id, role, status, parts, citations, created_at)
            values (:question, :chat, :person, 'user', 'finished', '[]', '[]', 1);
            insert into message (id, conversation_id, owner_id, parent_id, role, status, parts, citations, created_at)
            values (:answer, :chat, :person, :question, 'assistant', 'finished', '[]', '[]', 1);
            insert into turn (id, conversation_id, owner_id, user_message_id, answer_id, model, options, state, runner_id,
                lease_until, stop_requested, text_offset, reasoning_offset, created_at)
            values (:turn, :chat, :person, :question, :answer, 'm', '{}', 'finished', :id, 1, false, 0, 0, 1);
            insert into turn_delta (turn_id, position, kind, data) values (:turn, 0, 'TEXT', 'x');
            insert into idempotency (owner_id, key, body_hash, turn_id, created_at) values (:person, 'k', 'h', :turn, :far);
            insert into read_page (id, owner_id, answer_id, place, address, title, text, form, read_at)
            values (:id, :person, :answer, 1, 'a', 't', 'x', 'plain', 1);
            insert into chat_reading (id, administrator_id, person_id, conversation_id, title, reason, at, expires_at)
            values (:id, :other, :person, :chat, 't', 'r', 1, 1);
            insert into collection (id, owner_id, name, embedding_model, revision, created_at, updated_at)
            values (:collection, :person, 'c', 'nobody@1', '', 1, 1);
            insert into collection_grant (collection_id, user_id, access, created_at)
            select id, :person, 'read', 1 from collection where owner_id is null limit 1;
            insert into document (id, collection_id, title, location, state, created_at, updated_at)
            values (:document, :collection, 't', 'l', 'queued', 1, 1);
            insert into document_text (document_id, text) values (:document, 'x');
            insert into passage (id, document_id, collection_id, ordinal, header, section, text, start_offset, end_offset,
                vector)
            values (:passage, :document, :collection, 0, '', '', 'x', 0, 1, :bytes);
            insert into next_vector (passage_id, collection_id, vector) values (:passage, :collection, :bytes);
            insert into removed_document (collection_id, document_id, removed_in) values (:collection, :id, 1);
            insert into ingestion (document_id, owner_id, place, attempts, due_at, created_at)
            values (:document, :person, 0, 0, :far, 1);
            insert into site (id, collection_id, url, form, depth, page_limit, state, created_at, updated_at)
            values (:site, :collection, 'u', 'links', 1, 1, 'ready', 1, 1);
            insert into site_page (site_id, address, kind, depth, place, shape, crawl, state)
            values (:site, 'a', 'page', 0, 0, 's', 1, 'fetched');
            insert into mail_message (id, account_id, sealed, due_at, expires_at, created_at)
            values (:id, :person, 'x', :far, :far, 1);
            insert into identity (id, account_id, issuer, subject, provider_id, hint, linked_at)
            values (:identity, :person, 'i', 's', 'p', 'h', 1);
            insert into provider_session (session_id, identity_id, provider_id, sealed_id_token)
            select id, :identity, 'p', 'x' from session where account_id = :person;
            insert into provider_attempt (state_hash, browser_hash, provider_id, purpose, session_id, redirect_uri, return_to,
                created_at)
            select :bytes, :bytes, 'p', 'link', id, 'u', '/', :far from session where account_id = :person;
            insert into api_key (id, account_id, name, hint, kind, proof, scopes, allowed_networks, created_at)
            values (:key, :person, 'n', 'h', 'bearer', :bytes, 'chat', '', 1);
            insert into signature_nonce (key_id, nonce, expires_at) values (:key, 'n', :far);
            insert into totp (account_id, sealed_secret, enabled_at) values (:person, 'x', 1);
            insert into recovery_code (account_id, code_hash, created_at) values (:person, :bytes, 1);
            insert into sign_in_challenge (token_hash, account_id, created_at, expires_at) values (:bytes, :person, 1, :far);
            insert into passkey (id, account_id, credential_id, public_key, attestation, client_data, sign_count, transports,
                backup_eligible, backed_up, name, created_at)
            values (:id, :person, :bytes, :bytes, :bytes, :bytes, 0, '', false, false, 'n', 1);
            insert into passkey_request (id, purpose, account_id, challenge, expires_at)
            values (:id, 'p', :person, :bytes, :far);
            insert into account_token (id, account_id, purpose, token_hash, created_at, expires_at)
            values (:id, :person, 'notice', :bytes, 1, :far);
            insert into invitation (id, token_hash, email, role, created_at, expires_at, used_by)
            values (:id, :bytes, 'e', 'user', 1, :far, :person);
            insert into moderation_event (id, at, kind, category, rule, action, person_id, conversation_id, turn_id, state)
            values (:id, :far, 'prompt', 'c', 'r', 'log', :person, :chat, :turn, 'open');
            insert into webhook (id, url, events, enabled, created_at) values (:webhook, 'u', 'x', 0, 1);
            insert into webhook_delivery (id, webhook_id, payload, due_at, created_at) values (:id, :webhook, :text, :far, 1);
            insert into data_export (id, account_id, state, due_at, created_at, expires_at)
            values (:id, :person, 'ready', 1, 1, :far);
            insert into login_failure (id, account_key, failed_at) values (:id, :failures, :far)""";
}
