package app.parley.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class FileUploadTests {
    private static final String WHOLE =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a/b.txt\"\r\n\r\ntext\r\n--b--\r\n";

    @Test
    void hearsTheFileAndItsName() {
        String heard =
                FileUpload.receive(
                        request(WHOLE),
                        (name, content) ->
                                name
                                        + ":"
                                        + new String(
                                                content.readAllBytes(), StandardCharsets.US_ASCII));
        assertThat(heard).isEqualTo("b.txt:text");
    }

    @Test
    void aBrokenBodyIsTheSendersFault() {
        var broken =
                catchThrowableOfType(
                        ParleyException.class,
                        () ->
                                FileUpload.receive(
                                        request(WHOLE.substring(0, WHOLE.length() - 12)),
                                        (name, content) -> content.readAllBytes()));
        assertThat(broken.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aFullDiskIsNot() {
        assertThatThrownBy(
                        () ->
                                FileUpload.receive(
                                        request(WHOLE),
                                        (name, content) -> {
                                            content.readNBytes(2);
                                            throw new IOException("no space left on device");
                                        }))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static MockHttpServletRequest request(String body) {
        var request = new MockHttpServletRequest("POST", "/");
        request.setContentType("multipart/form-data; boundary=b");
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }
}
