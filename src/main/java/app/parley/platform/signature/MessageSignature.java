package app.parley.platform.signature;

import app.parley.platform.signature.StructuredField.Bare;
import app.parley.platform.signature.StructuredField.InnerList;
import app.parley.platform.signature.StructuredField.Item;
import java.security.Key;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of the signatures of a message (RFC 9421, section 4). */
public final class MessageSignature {
    private final String label;
    private final InnerList input;
    private final byte[] signature;

    private MessageSignature(String label, InnerList input, byte[] signature) {
        this.label = label;
        this.input = input;
        this.signature = signature;
    }

    /**
     * What is said beside a signature.
     *
     * @param nonce makes it good for one use
     */
    public record Parameters(Instant created, Instant expires, String nonce, String keyId) {}

    /**
     * All signatures of a message, in its order.
     *
     * @throws InvalidSignatureException if its fields cannot be read or do not match
     */
    public static List<MessageSignature> of(HttpMessage message) {
        var inputs =
                StructuredFieldParser.dictionary(
                        "Signature-Input", message.lines("signature-input"));
        var values = StructuredFieldParser.dictionary("Signature", message.lines("signature"));
        var found = new ArrayList<MessageSignature>();
        inputs.forEach(
                (label, input) -> {
                    if (!(input instanceof InnerList covered)
                            || !(values.get(label) instanceof Item item)
                            || !(item.value() instanceof Bare.Bytes(byte[] signature))) {
                        throw new InvalidSignatureException(
                                "Signature-Input and Signature do not tell the same of '"
                                        + label
                                        + "'.");
                    }
                    found.add(new MessageSignature(label, covered, signature));
                });
        return found;
    }

    /**
     * Signs a message.
     *
     * @param components names of what is covered
     * @throws InvalidSignatureException if the message has not all of them
     */
    public static MessageSignature sign(
            HttpMessage message,
            String label,
            List<String> components,
            Parameters parameters,
            SignatureAlgorithm algorithm,
            Key key) {
        var said = new LinkedHashMap<String, Bare>();
        said.put("created", new Bare.Int(parameters.created().getEpochSecond()));
        said.put("expires", new Bare.Int(parameters.expires().getEpochSecond()));
        said.put("nonce", new Bare.Str(parameters.nonce()));
        said.put("keyid", new Bare.Str(parameters.keyId()));
        said.put("alg", new Bare.Str(algorithm.code()));
        var input = new InnerList(SignatureBase.plain(components), said);
        return new MessageSignature(
                label, input, algorithm.sign(key, SignatureBase.of(message, input)));
    }

    /** The fields that go with the message. */
    public Map<String, String> fields() {
        return Map.of(
                "Signature-Input", label + '=' + input.text(),
                "Signature", label + '=' + new Bare.Bytes(signature).text());
    }

    /**
     * Whether the holder of the key signed what the message now says.
     *
     * @throws InvalidSignatureException if the message has not what is covered
     */
    public boolean isGood(HttpMessage message, SignatureAlgorithm algorithm, Key key) {
        return algorithm.verify(key, SignatureBase.of(message, input), signature);
    }

    /** Whether the component is covered, whole: without parameters that take a part of it. */
    public boolean covers(String component) {
        return input.items().stream()
                .anyMatch(
                        item ->
                                item.parameters().isEmpty()
                                        && item.value() instanceof Bare.Str(String name)
                                        && name.equals(component));
    }

    public Optional<Instant> created() {
        return time("created");
    }

    public Optional<Instant> expires() {
        return time("expires");
    }

    public Optional<String> nonce() {
        return string("nonce");
    }

    public Optional<String> keyId() {
        return string("keyid");
    }

    /** The algorithm's code, where the signature names one. */
    public Optional<String> algorithm() {
        return string("alg");
    }

    private Optional<Instant> time(String parameter) {
        try {
            return input.parameters().get(parameter) instanceof Bare.Int(long seconds)
                    ? Optional.of(Instant.ofEpochSecond(seconds))
                    : Optional.empty();
        } catch (DateTimeException tooFar) {
            return Optional.empty();
        }
    }

    private Optional<String> string(String parameter) {
        return input.parameters().get(parameter) instanceof Bare.Str(String text)
                ? Optional.of(text)
                : Optional.empty();
    }
}
