package app.parley.platform.signature;

import static app.parley.platform.signature.SignatureAlgorithm.ECDSA_P256_SHA256;
import static app.parley.platform.signature.SignatureAlgorithm.ED25519;
import static app.parley.platform.signature.SignatureAlgorithm.HMAC_SHA256;
import static app.parley.platform.signature.SignatureAlgorithm.RSA_PSS_SHA512;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.signature.StructuredField.InnerList;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 9421, by its section numbers; lines that it wraps are put together. */
class Rfc9421Tests {
    private static final String REQUEST_DIGEST =
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwE"
                    + "mTHWXvJwew==:";
    private static final String RESPONSE_DIGEST =
            "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuah"
                    + "q4l5aGgfLQ==:";

    /**
     * @param input the value of Signature-Input behind the label
     * @param signature in base64
     */
    private record Vector(
            String section,
            HttpMessage message,
            String input,
            String signature,
            SignatureAlgorithm algorithm,
            Key key) {
        HttpMessage signed() {
            return with(
                    message,
                    Map.of(
                            "signature-input", List.of("sig=" + input),
                            "signature", List.of("sig=:" + signature + ":")));
        }

        boolean isGood(HttpMessage received) {
            return MessageSignature.of(received).getFirst().isGood(received, algorithm, key);
        }

        @Override
        public String toString() {
            return section;
        }
    }

    static List<Vector> vectors() {
        return List.of(
                new Vector(
                        "B.2.1",
                        testRequest(),
                        "();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"",
                        "d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it"
                                + "++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja"
                                + "8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrog"
                                + "UvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITL"
                                + "q9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==",
                        RSA_PSS_SHA512,
                        Rfc9421Keys.RSA_PSS),
                new Vector(
                        "B.2.2",
                        testRequest(),
                        "(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\");created=1618884473;"
                                + "keyid=\"test-key-rsa-pss\";tag=\"header-example\"",
                        "LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CD"
                                + "fKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2Yy"
                                + "FYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSp"
                                + "qfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTA"
                                + "oxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==",
                        RSA_PSS_SHA512,
                        Rfc9421Keys.RSA_PSS),
                new Vector(
                        "B.2.3",
                        testRequest(),
                        "(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\""
                                + " \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\"",
                        "bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeG"
                                + "t683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V"
                                + "5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1i"
                                + "pwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvR"
                                + "X2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==",
                        RSA_PSS_SHA512,
                        Rfc9421Keys.RSA_PSS),
                new Vector(
                        "B.2.4",
                        testResponse(),
                        "(\"@status\" \"content-type\" \"content-digest\" \"content-length\");"
                                + "created=1618884473;keyid=\"test-key-ecc-p256\"",
                        "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+3"
                                + "2oiasw==",
                        ECDSA_P256_SHA256,
                        Rfc9421Keys.ECC_P256),
                new Vector(
                        "B.2.5",
                        testRequest(),
                        "(\"date\" \"@authority\" \"content-type\");created=1618884473;"
                                + "keyid=\"test-shared-secret\"",
                        "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=",
                        HMAC_SHA256,
                        Rfc9421Keys.SHARED_SECRET),
                new Vector(
                        "B.2.6",
                        testRequest(),
                        "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");"
                                + "created=1618884473;keyid=\"test-key-ed25519\"",
                        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WP"
                                + "pBKRCw==",
                        ED25519,
                        Rfc9421Keys.ED25519),
                new Vector(
                        "B.3",
                        HttpMessage.request(
                                "POST",
                                "https://service.internal.example/foo?param=Value&Pet=dog",
                                Map.of("client-cert", List.of(CLIENT_CERT))),
                        "(\"@path\" \"@query\" \"@method\" \"@authority\" \"client-cert\");"
                                + "created=1618884473;keyid=\"test-key-ecc-p256\"",
                        "xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwML"
                                + "Ogmizw==",
                        ECDSA_P256_SHA256,
                        Rfc9421Keys.ECC_P256),
                new Vector(
                        "B.4",
                        demo(
                                "GET",
                                "https://example.org/demo?name1=Value1&Name2=value2",
                                "application/json",
                                "*/*"),
                        "(\"@method\" \"@path\" \"@authority\" \"accept\");created=1618884473;"
                                + "keyid=\"test-key-ed25519\"",
                        "ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0p"
                                + "mj3NDA==",
                        ED25519,
                        Rfc9421Keys.ED25519),
                new Vector(
                        "3.2",
                        testRequest(),
                        "(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"content-length\" "
                                + "\"content-type\");created=1618884473;keyid=\"test-key-rsa-pss\"",
                        "HIbjHC5rS0BYaa9v4QfD4193TORw7u9edguPh0AW3dMq9WImrlFrCGUDih47vAxi4L2YRZ3XMJc1uOKk/"
                                + "J0ZmZ+wcta4nKIgBkKq0rM9hs3CQyxXGxHLMCy8uqK488o+9jrptQ+xFPHK7a9sRL1IXNaag"
                                + "CNN3ZxJsYapFj+JXbmaI5rtAdSfSvzPuBCh+ARHBmWuNo1UzVVdHXrl8ePL4cccqlazIJdC4"
                                + "QEjrF+Sn4IxBQzTZsL9y9TP5FsZYzHvDqbInkTNigBcE9cKOYNFCn4D/WM7F6TNuZO9EgtzepL"
                                + "WcjTymlHzK7aXq6Am6sfOrpIC49yXjj3ae6HRalVc/g==",
                        RSA_PSS_SHA512,
                        Rfc9421Keys.RSA_PSS));
    }

    private static final String CLIENT_CERT =
            ":MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgN"
                    + "VBAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBg"
                    + "NVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdg"
                    + "J1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAW"
                    + "gBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQY"
                    + "DVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di"
                    + "6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:";

    @ParameterizedTest
    @MethodSource("vectors")
    void theSignaturesOfTheRfcAreGood(Vector vector) {
        assertThat(vector.isGood(vector.signed())).isTrue();
    }

    /** Every covered component, every parameter, every bit of the signature, and other keys. */
    @ParameterizedTest
    @MethodSource("vectors")
    void nothingThatIsSignedCanBeChanged(Vector vector) throws Exception {
        var signed = vector.signed();
        for (var altered : manipulations(vector)) {
            assertThat(vector.isGood(altered)).as(altered.toString()).isFalse();
        }
        var bytes = java.util.Base64.getDecoder().decode(vector.signature());
        for (int i = 0; i < bytes.length; i += 7) {
            bytes[i] ^= 1;
            assertThat(vector.isGood(signedWith(vector, bytes))).isFalse();
            bytes[i] ^= 1;
        }
        assertThat(vector.isGood(signedWith(vector, new byte[0]))).isFalse();
        assertThat(vector.isGood(signedWith(vector, new byte[64]))).isFalse();
        assertThat(
                        MessageSignature.of(signed)
                                .getFirst()
                                .isGood(signed, vector.algorithm(), otherKey(vector.algorithm())))
                .isFalse();
    }

    @Test
    void whatIsNotCoveredMayChangeOnTheWay() {
        var vector = vectors().get(7);
        var url = "https://example.org/demo?name1=Value1&Name2=value2";
        assertThat(
                        vector.isGood(
                                as(
                                        vector,
                                        demo(
                                                "GET",
                                                url + "&param=added",
                                                "application/json",
                                                "*/*"))))
                .isTrue();
        assertThat(vector.isGood(as(vector, demo("GET", url, "application/json, */*")))).isTrue();
        assertThat(vector.isGood(as(vector, demo("GET", url, "*/*", "application/json"))))
                .isFalse();
        assertThat(
                        vector.isGood(
                                as(
                                        vector,
                                        demo(
                                                "POST",
                                                url.replace("example.org", "example.com"),
                                                "application/json",
                                                "*/*"))))
                .isFalse();
    }

    /** B.2.5 and B.2.6 leave nothing to chance, so what is signed here is what the RFC prints. */
    @Test
    void signsAsTheRfcDoes() {
        var vector = vectors().get(5);
        var input = input(vector.input());

        var signature =
                ED25519.sign(Rfc9421Keys.ED25519_PRIVATE, SignatureBase.of(testRequest(), input));

        assertThat(java.util.Base64.getEncoder().encodeToString(signature))
                .isEqualTo(vector.signature());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // 2.2.1 to 2.2.7, on POST https://www.example.com/path?param=value
                "\"@method\" | POST",
                "\"@target-uri\" | https://www.example.com/path?param=value",
                "\"@authority\" | www.example.com",
                "\"@scheme\" | https",
                "\"@request-target\" | /path?param=value",
                "\"@path\" | /path",
                "\"@query\" | ?param=value"
            })
    void derivesComponentsFromTheTarget(String component, String value) {
        var message =
                HttpMessage.request("POST", "https://www.example.com/path?param=value", Map.of());
        assertThat(line(message, component)).isEqualTo(value);
    }

    /** 2.2.8, with its two examples. */
    @ParameterizedTest
    @CsvSource({
        "param=value&foo=bar&baz=batman&qux=, baz, batman",
        "param=value&foo=bar&baz=batman&qux=, qux, ''",
        "param=value&foo=bar&baz=batman&qux=, param, value",
        "var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something,"
                + " var, this%20is%20a%20big%0Amultiline%20value",
        "var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something,"
                + " bar, with%20plus%20whitespace",
        "var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something,"
                + " fa%C3%A7ade%22%3A%20, something"
    })
    void takesSingleParametersOutOfTheQuery(String query, String name, String value) {
        var message =
                HttpMessage.request("GET", "https://www.example.com/parameters?" + query, Map.of());
        assertThat(line(message, "\"@query-param\";name=\"" + name + "\"")).isEqualTo(value);
    }

    /** 2.1, 2.1.2 and 2.1.3. */
    @Test
    void putsTheLinesOfAFieldTogether() {
        var message =
                HttpMessage.request(
                        "GET",
                        "https://www.example.com",
                        Map.of(
                                "X-OWS-Header", List.of("   Leading and trailing whitespace.   "),
                                "X-Obs-Fold-Header", List.of("Obsolete\r\n    line folding."),
                                "Cache-Control", List.of("max-age=60", "   must-revalidate"),
                                "X-Empty-Header", List.of(""),
                                "Example-Dict", List.of("  a=1, b=2;x=1;y=2, c=(a   b    c), d"),
                                "Example-Header", List.of("value, with, lots", "of, commas")));
        assertThat(line(message, "\"x-ows-header\"")).isEqualTo("Leading and trailing whitespace.");
        assertThat(line(message, "\"x-obs-fold-header\"")).isEqualTo("Obsolete line folding.");
        assertThat(line(message, "\"cache-control\"")).isEqualTo("max-age=60, must-revalidate");
        assertThat(line(message, "\"x-empty-header\"")).isEmpty();
        assertThat(line(message, "\"example-dict\";key=\"a\"")).isEqualTo("1");
        assertThat(line(message, "\"example-dict\";key=\"b\"")).isEqualTo("2;x=1;y=2");
        assertThat(line(message, "\"example-dict\";key=\"c\"")).isEqualTo("(a b c)");
        assertThat(line(message, "\"example-dict\";key=\"d\"")).isEqualTo("?1");
        assertThat(line(message, "\"example-header\";bs"))
                .isEqualTo(":dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(\"date\" \"date\")",
                "(\"@signature-params\")",
                "(\"@unknown\")",
                "(\"@status\")",
                "(\"x-absent\")",
                "(\"Date\")",
                "(date)",
                "(\"date\";sf)",
                "(\"date\";tr)",
                "(\"@method\";req)",
                "(\"@query-param\")",
                "(\"@query-param\";name=\"absent\")",
                "(\"@query-param\";name=\"twice\")"
            })
    void whatTheMessageDoesNotHaveIsNotGuessed(String covered) {
        var message =
                HttpMessage.request(
                        "GET",
                        "https://example.com/?twice=1&twice=2",
                        Map.of("date", List.of("today")));
        assertThatThrownBy(() -> SignatureBase.of(message, input(covered)))
                .isInstanceOf(InvalidSignatureException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "h\u00e9llo", "\u0000"})
    void noFieldWritesLinesOfItsOwn(String value) {
        var message =
                HttpMessage.request("GET", "https://example.com", Map.of("x", List.of(value)));
        assertThatThrownBy(() -> SignatureBase.of(message, input("(\"x\")")))
                .isInstanceOf(InvalidSignatureException.class);
    }

    /** RFC 9530, appendix B.1 and D, and what is not a digest of the body. */
    @Test
    void aDigestIsOfTheWholeBody() {
        var body = "{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(ContentDigest.matches(List.of(REQUEST_DIGEST), body)).isTrue();
        assertThat(ContentDigest.of(body))
                .isEqualTo("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
        assertThat(ContentDigest.matches(List.of(ContentDigest.of(body), REQUEST_DIGEST), body))
                .isTrue();
        assertThat(ContentDigest.matches(List.of("md5=:AAAA:, " + REQUEST_DIGEST), body)).isTrue();

        assertThat(
                        ContentDigest.matches(
                                List.of(REQUEST_DIGEST), "{}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(
                        ContentDigest.matches(
                                List.of(RESPONSE_DIGEST + ", " + ContentDigest.of(body)), body))
                .as("one of two is wrong")
                .isFalse();
        assertThat(ContentDigest.matches(List.of("md5=:AAAA:"), body)).isFalse();
        assertThat(ContentDigest.matches(List.of(), body)).isFalse();
        assertThat(ContentDigest.matches(List.of("sha-256=abc"), body)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sig=(\"a\"",
                "sig=(\"a\"\"b\")",
                "sig=(\"a",
                "sig=(\"a\\n\")",
                "Sig=()",
                "sig=();Created=1",
                "sig=();created=1234567890123456",
                "sig=();created=1.",
                "sig=();created=1.2345",
                "sig=();created=--1",
                "sig=();x=:a_:",
                "sig=();x=:AAAA",
                "sig=();x=?2",
                "sig=();x=@1.5",
                "sig=(),",
                "sig=() x",
                "=()",
                "sig=",
                "sig=();"
            })
    void whatIsNotAStructuredFieldIsRefused(String text) {
        assertThatThrownBy(() -> StructuredFieldParser.dictionary("Signature-Input", List.of(text)))
                .isInstanceOf(InvalidSignatureException.class)
                .hasMessageStartingWith(
                        "The field Signature-Input is not written as RFC 9651 says");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1, b = 2 | !",
                "a=(  \"x\"   y;z=1 );p | a=(\"x\" y;z=1);p",
                "a=?1 | a",
                "a=?0;b=?1;c=-12.50 | a=?0;b;c=-12.5",
                "a=\"q\\\"\\\\\",\tb=*t/k:n | a=\"q\\\"\\\\\", b=*t/k:n",
                "a=@1659578233 | a=@1659578233",
                "a=1, b=2, a=3 | a=3, b=2",
                "a=:aGVsbG8: | a=:aGVsbG8=:"
            })
    void writesFieldsAsTheyAreDefined(String text, String canonical) {
        if (canonical.equals("!")) {
            assertThatThrownBy(() -> StructuredFieldParser.dictionary("x", List.of(text)))
                    .isInstanceOf(InvalidSignatureException.class);
            return;
        }
        var members = new ArrayList<String>();
        StructuredFieldParser.dictionary("x", List.of(text))
                .forEach(
                        (name, value) ->
                                members.add(
                                        value.text().startsWith("?1")
                                                ? name + value.text().substring(2)
                                                : name + "=" + value.text()));
        assertThat(String.join(", ", members)).isEqualTo(canonical);
    }

    @Test
    void aKeyHasOneAlgorithm() throws Exception {
        assertThat(SignatureAlgorithm.of(Rfc9421Keys.RSA_PSS)).contains(RSA_PSS_SHA512);
        assertThat(SignatureAlgorithm.of(Rfc9421Keys.ECC_P256)).contains(ECDSA_P256_SHA256);
        assertThat(SignatureAlgorithm.of(Rfc9421Keys.ED25519)).contains(ED25519);
        assertThat(SignatureAlgorithm.of(Rfc9421Keys.SHARED_SECRET)).contains(HMAC_SHA256);
        var p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(new ECGenParameterSpec("secp384r1"));
        assertThat(SignatureAlgorithm.of(p384.generateKeyPair().getPublic())).isEmpty();
        var shortRsa = KeyPairGenerator.getInstance("RSA");
        shortRsa.initialize(1024);
        assertThat(SignatureAlgorithm.of(shortRsa.generateKeyPair().getPublic())).isEmpty();
        assertThat(
                        SignatureAlgorithm.of(
                                KeyPairGenerator.getInstance("Ed448")
                                        .generateKeyPair()
                                        .getPublic()))
                .isEmpty();
    }

    private static Key otherKey(SignatureAlgorithm algorithm) throws Exception {
        return switch (algorithm) {
            case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
            case RSA_PSS_SHA512 ->
                    KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
            case ECDSA_P256_SHA256 -> {
                var pairs = KeyPairGenerator.getInstance("EC");
                pairs.initialize(new ECGenParameterSpec("secp256r1"));
                yield pairs.generateKeyPair().getPublic();
            }
            case HMAC_SHA256 -> new javax.crypto.spec.SecretKeySpec(new byte[64], "HmacSHA256");
        };
    }

    private static List<HttpMessage> manipulations(Vector vector) {
        var signed = vector.signed();
        var altered = new ArrayList<HttpMessage>();
        for (var part : vector.input().replaceAll(".*\\(|\\).*", "").split(" ")) {
            if (!part.isEmpty()) {
                altered.add(changed(signed, part.replaceAll("\"([^\"]*)\".*", "$1")));
            }
        }
        Stream.of(
                        vector.input().replace("1618884473", "1618884474"),
                        vector.input().replace("keyid=\"t", "keyid=\"T"),
                        vector.input() + ";expires=9999999999",
                        vector.input() + ";alg=\"" + vector.algorithm().code() + '"')
                .map(input -> with(signed, Map.of("signature-input", List.of("sig=" + input))))
                .forEach(altered::add);
        return altered;
    }

    private static HttpMessage changed(HttpMessage message, String component) {
        var target = String.valueOf(message.target());
        return switch (component) {
            case "@method" -> HttpMessage.request("PUT", target, message.fields());
            case "@authority" ->
                    HttpMessage.request(
                            message.method(), target.replace("://", "://other."), message.fields());
            case "@path" ->
                    HttpMessage.request(
                            message.method(),
                            target.replaceAll("(//[^/]*/)", "$1other/"),
                            message.fields());
            case "@query", "@query-param" ->
                    HttpMessage.request(
                            message.method(), target.replace("dog", "cat"), message.fields());
            case "@status" -> HttpMessage.response(201, message.fields());
            default -> {
                var lines = new ArrayList<>(message.lines(component));
                lines.set(0, lines.getFirst().replaceFirst(".$", "~"));
                yield with(message, Map.of(component, lines));
            }
        };
    }

    private static HttpMessage signedWith(Vector vector, byte[] signature) {
        var text = java.util.Base64.getEncoder().encodeToString(signature);
        return with(vector.signed(), Map.of("signature", List.of("sig=:" + text + ":")));
    }

    private static HttpMessage as(Vector vector, HttpMessage received) {
        var signed = vector.signed();
        return with(
                received,
                Map.of(
                        "signature-input", signed.lines("signature-input"),
                        "signature", signed.lines("signature")));
    }

    private static HttpMessage with(HttpMessage message, Map<String, List<String>> more) {
        var fields = new LinkedHashMap<>(message.fields());
        fields.putAll(more);
        return new HttpMessage(message.method(), message.target(), message.status(), fields);
    }

    private static InnerList input(String text) {
        return (InnerList) StructuredFieldParser.dictionary("x", List.of("x=" + text)).get("x");
    }

    private static String line(HttpMessage message, String component) {
        var base =
                new String(
                        SignatureBase.of(message, input("(" + component + ")")),
                        StandardCharsets.US_ASCII);
        var first = base.lines().findFirst().orElseThrow();
        assertThat(first).startsWith(component + ": ");
        return first.substring(component.length() + 2);
    }

    private static HttpMessage demo(String method, String target, String... accept) {
        return HttpMessage.request(method, target, Map.of("accept", List.of(accept)));
    }

    private static HttpMessage testRequest() {
        return HttpMessage.request(
                "POST",
                "https://example.com/foo?param=Value&Pet=dog",
                Map.of(
                        "date", List.of("Tue, 20 Apr 2021 02:07:55 GMT"),
                        "content-type", List.of("application/json"),
                        "content-digest", List.of(REQUEST_DIGEST),
                        "content-length", List.of("18")));
    }

    private static HttpMessage testResponse() {
        return HttpMessage.response(
                200,
                Map.of(
                        "date", List.of("Tue, 20 Apr 2021 02:07:56 GMT"),
                        "content-type", List.of("application/json"),
                        "content-digest", List.of(RESPONSE_DIGEST),
                        "content-length", List.of("23")));
    }
}
