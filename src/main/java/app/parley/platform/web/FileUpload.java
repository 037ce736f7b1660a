package app.parley.platform.web;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The one file of a {@code multipart/form-data} request, read as it comes over the network: whoever
 * takes it decides before a byte of it is read, and it is never held whole.
 */
public final class FileUpload {
    private static final int NAME_LIMIT = 200;

    private FileUpload() {}

    /** Takes a file. */
    public interface Receiver<T> {
        /**
         * @param name the file's own, without folders; good for being shown and nothing else
         */
        T take(String name, InputStream content) throws IOException;
    }

    /**
     * Hands the part {@code file} to the receiver.
     *
     * @throws ParleyException if the request does not begin with such a part, or breaks off in it
     * @throws UncheckedIOException if the receiver fails by itself
     */
    public static <T> T receive(HttpServletRequest request, Receiver<T> receiver) {
        var upload = new org.apache.tomcat.util.http.fileupload.FileUpload();
        upload.setHeaderEncoding("UTF-8");
        try {
            var parts = upload.getItemIterator(new ServletRequestContext(request));
            var part = parts.hasNext() ? parts.next() : null;
            if (part == null || part.isFormField() || !"file".equals(part.getFieldName())) {
                throw new ParleyException(
                        ErrorCode.INVALID_REQUEST,
                        "Send one file, as the part 'file' of a multipart/form-data body.");
            }
            try (var content = new Incoming(part.openStream())) {
                return taken(shown(part.getName()), content, receiver);
            }
        } catch (IOException broken) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, "The upload broke off, or is not what it says.");
        }
    }

    /** A receiver that fails, for want of room on the disk perhaps, is not told as a bad upload. */
    private static <T> T taken(String name, Incoming content, Receiver<T> receiver)
            throws IOException {
        try {
            return receiver.take(name, content);
        } catch (IOException failed) {
            if (content.broken) {
                throw failed;
            }
            throw new UncheckedIOException("the file that was uploaded was not taken", failed);
        }
    }

    /** Knows whether it was the request that failed. */
    private static final class Incoming extends FilterInputStream {
        private boolean broken;

        Incoming(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException failed) {
                broken = true;
                throw failed;
            }
        }
    }

    /** A name as people may see it: no folders, nothing that does not print. */
    static String shown(@Nullable String name) {
        var text = Normalizer.normalize(name == null ? "" : name, Normalizer.Form.NFC);
        var last = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
        var printed = last.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]", "").strip();
        int end =
                printed.offsetByCodePoints(
                        0, Math.min(NAME_LIMIT, printed.codePointCount(0, printed.length())));
        var cut = printed.substring(0, end);
        return cut.isEmpty() || cut.equals(".") || cut.equals("..") ? "file" : cut;
    }
}
