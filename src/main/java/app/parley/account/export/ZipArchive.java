package app.parley.account.export;

import app.parley.account.PersonalArchive;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An archive in the ZIP format, written from the front to the back. */
final class ZipArchive implements PersonalArchive {
    /** Told while the archive grows; may refuse to go on. */
    interface Progress {
        void on() throws IOException;
    }

    private final ZipOutputStream zip;
    private final JsonMapper json;
    private final Progress progress;

    /** In small letters: not all systems tell them from capitals. */
    private final Set<String> taken = new HashSet<>();

    ZipArchive(OutputStream out, JsonMapper json, Progress progress) {
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
        this.progress = progress;
    }

    @Override
    public void add(String path, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(free(path)));
        content.writeTo(new Entry());
        zip.closeEntry();
        progress.on();
    }

    @Override
    public void json(String path, Object content) throws IOException {
        add(path, out -> json.writeValue(out, content));
    }

    /** Writes the list of what is in it; nothing can be added after that. */
    void finish() throws IOException {
        zip.finish();
        zip.flush();
    }

    private String free(String path) {
        int dot = path.lastIndexOf('.');
        int end = dot > path.lastIndexOf('/') + 1 ? dot : path.length();
        var free = path;
        for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
            free = path.substring(0, end) + " (" + number + ")" + path.substring(end);
        }
        return free;
    }

    /** The file that is being written; whoever writes it may close it. */
    private final class Entry extends FilterOutputStream {
        Entry() {
            super(zip);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            zip.write(bytes, from, length);
            progress.on();
        }

        @Override
        public void flush() {
            // not before it is whole
        }

        @Override
        public void close() {
            // another follows
        }
    }
}
