package app.parley.support;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A client that signs its requests, written from RFC 9421 alone and sharing no code with the
 * server: it writes the lines of section 2.5 by hand. Its fields are what a test spoils.
 */
public final class SigningClient {
    public List<String> components = List.of("@method", "@target-uri", "content-digest");
    public Map<String, String> parameters = new LinkedHashMap<>();
    public String signedMethod;
    public String signedUri;
    public String digestOf;

    private final KeyPair keys;
    private final Map<String, String> values = new LinkedHashMap<>();

    public SigningClient(KeyPair keys, String keyId) {
        this.keys = keys;
        long now = Instant.now().getEpochSecond();
        parameters.put("created", Long.toString(now));
        parameters.put("expires", Long.toString(now + 120));
        parameters.put("nonce", '"' + UUID.randomUUID().toString() + '"');
        parameters.put("keyid", '"' + keyId + '"');
    }

    public SigningClient with(String parameter, String value) {
        parameters.put(parameter, value);
        return this;
    }

    public SigningClient without(String parameter) {
        parameters.remove(parameter);
        return this;
    }

    public SigningClient covering(String... names) {
        components = List.of(names);
        return this;
    }

    /** The fields that a request with this body is sent with. */
    public Map<String, String> sign(String method, URI target, String body) {
        var fields = new LinkedHashMap<String, String>();
        values.put("@method", signedMethod == null ? method : signedMethod);
        values.put("@target-uri", signedUri == null ? target.toString() : signedUri);
        if (body != null) {
            fields.put("Content-Type", "application/json");
            fields.put(
                    "Content-Digest",
                    "sha-256=:" + sha256(digestOf == null ? body : digestOf) + ":");
            values.put("content-digest", fields.get("Content-Digest"));
            values.put("content-type", fields.get("Content-Type"));
        }
        var covered =
                components.stream()
                        .filter(values::containsKey)
                        .map(name -> '"' + name + '"')
                        .collect(Collectors.joining(" ", "(", ")"));
        var input =
                covered
                        + parameters.entrySet().stream()
                                .map(one -> ";" + one.getKey() + "=" + one.getValue())
                                .collect(Collectors.joining());
        var base = new StringBuilder();
        for (var name : components) {
            if (values.containsKey(name)) {
                base.append('"').append(name).append("\": ").append(values.get(name)).append('\n');
            }
        }
        base.append("\"@signature-params\": ").append(input);
        fields.put("Signature-Input", "parley=" + input);
        fields.put("Signature", "parley=:" + signature(base.toString()) + ":");
        return fields;
    }

    private String signature(String base) {
        try {
            var signature =
                    switch (keys.getPrivate().getAlgorithm()) {
                        case "EC" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                        case "RSA" -> Signature.getInstance("RSASSA-PSS");
                        default -> Signature.getInstance("Ed25519");
                    };
            if (keys.getPrivate().getAlgorithm().equals("RSA")) {
                signature.setParameter(
                        new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
            }
            signature.initSign(keys.getPrivate());
            signature.update(base.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String sha256(String text) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
