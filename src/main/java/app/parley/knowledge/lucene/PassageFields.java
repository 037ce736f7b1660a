package app.parley.knowledge.lucene;

import app.parley.knowledge.index.Identifiers;
import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.index.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** How a passage is laid down in the index, and how it is asked for. */
final class PassageFields {
    static final String COLLECTION = "collection";
    static final String DOCUMENT = "document";
    static final String PASSAGE = "passage";
    static final String TEXT = "text";
    static final String IDENTIFIER = "identifier";

    static final Analyzer ANALYZER = new EnglishAnalyzer();

    /** A pasted page as a question; more words than this make it slow and no better. */
    private static final int MOST_TERMS = 200;

    private PassageFields() {}

    /** The vectors of a model: those of two are never compared. */
    static String vectors(String model) {
        return "vector " + model;
    }

    static Document words(UUID collection, IndexedPassage passage) {
        var document = new Document();
        document.add(new StringField(COLLECTION, collection.toString(), Field.Store.NO));
        document.add(new StringField(DOCUMENT, passage.document().toString(), Field.Store.NO));
        document.add(new BinaryDocValuesField(PASSAGE, bytes(passage.id())));
        document.add(new TextField(TEXT, passage.text(), Field.Store.NO));
        Identifiers.of(passage.text())
                .forEach(name -> document.add(new StringField(IDENTIFIER, name, Field.Store.NO)));
        return document;
    }

    static Document wordsAndVector(UUID collection, IndexedPassage passage) {
        var document = words(collection, passage);
        document.add(
                new KnnFloatVectorField(
                        vectors(passage.embedding().model()),
                        passage.embedding().vector(),
                        VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    private static BytesRef bytes(UUID id) {
        return new BytesRef(
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
    }

    static UUID id(BytesRef bytes) {
        var buffer = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** Passages of the scope that have any of the words; null if the text has none. */
    static @Nullable Query words(String text, Scope scope) {
        var words = terms(text);
        if (words.isEmpty()) {
            return null;
        }
        var any = new BooleanQuery.Builder();
        words.forEach(
                (word, times) ->
                        any.add(
                                new BoostQuery(new TermQuery(new Term(TEXT, word)), times),
                                BooleanClause.Occur.SHOULD));
        Identifiers.of(text).stream()
                .limit(MOST_TERMS)
                .forEach(
                        name ->
                                any.add(
                                        new TermQuery(new Term(IDENTIFIER, name)),
                                        BooleanClause.Occur.SHOULD));
        return new BooleanQuery.Builder()
                .add(any.build(), BooleanClause.Occur.MUST)
                .add(in(scope), BooleanClause.Occur.FILTER)
                .build();
    }

    static Query in(Scope scope) {
        return new BooleanQuery.Builder()
                .add(any(COLLECTION, scope.collections()), BooleanClause.Occur.SHOULD)
                .add(any(DOCUMENT, scope.documents().keySet()), BooleanClause.Occur.SHOULD)
                .build();
    }

    private static Query any(String field, Set<UUID> ids) {
        return new TermInSetQuery(
                field, ids.stream().map(id -> new BytesRef(id.toString())).toList());
    }

    /** The words of a query and how often it says them; of a long one those it begins with. */
    private static Map<String, Integer> terms(String text) {
        Map<String, Integer> terms = new LinkedHashMap<>();
        try (var tokens = ANALYZER.tokenStream(TEXT, text)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (terms.size() < MOST_TERMS && tokens.incrementToken()) {
                terms.merge(term.toString(), 1, Integer::sum);
            }
            tokens.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory cannot be read", impossible);
        }
        return terms;
    }
}
