package app.parley.platform.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** A certificate and its key, as they are on the disk at one moment. */
record TlsFiles(String certificate, String key) {
    private static final SslOptions OPTIONS = SslOptions.of(null, Set.of("TLSv1.3", "TLSv1.2"));

    /**
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if they are no certificate and its key
     */
    static TlsFiles read(Path certificate, Path key) throws IOException {
        var files = new TlsFiles(text(certificate), text(key));
        files.check();
        return files;
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException absent) {
            throw new IOException("there is no file " + file, absent);
        }
    }

    SslBundle bundle() {
        return SslBundle.of(new PemSslStoreBundle(store(), null), SslBundleKey.NONE, OPTIONS);
    }

    private PemSslStore store() {
        var store =
                PemSslStore.load(
                        PemSslStoreDetails.forCertificate(certificate).withPrivateKey(key));
        if (store == null || store.privateKey() == null) {
            throw new IllegalArgumentException("they are no certificate and its key");
        }
        leaf(store);
        return store;
    }

    private static X509Certificate leaf(PemSslStore store) {
        var certificates = store.certificates();
        if (certificates == null || certificates.isEmpty()) {
            throw new IllegalArgumentException("they are no certificate and its key");
        }
        return certificates.getFirst();
    }

    /** Whether what the key signs is what the certificate verifies. */
    private void check() {
        var store = store();
        var leaf = leaf(store);
        var algorithm =
                switch (leaf.getPublicKey().getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA", "Ed25519" -> "Ed25519";
                    default ->
                            throw new IllegalArgumentException(
                                    leaf.getPublicKey().getAlgorithm()
                                            + " keys are not known here");
                };
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(store.privateKey());
            signature.update((byte) 1);
            var signed = signature.sign();
            signature.initVerify(leaf.getPublicKey());
            signature.update((byte) 1);
            if (!signature.verify(signed)) {
                throw new IllegalArgumentException("the key is another certificate's");
            }
        } catch (GeneralSecurityException mismatch) {
            throw new IllegalArgumentException("the key is another certificate's", mismatch);
        }
    }
}
