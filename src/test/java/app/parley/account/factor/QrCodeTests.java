package app.parley.account.factor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTests {
    private static final int SCALE = 4;

    @Test
    void aCameraReadsWhatWasWritten() throws Exception {
        var uri =
                "otpauth://totp/Parley:%E5%B1%B1%E7%94%B0?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
                        + "&issuer=Parley&algorithm=SHA1&digits=6&period=30";

        var read = new QRCodeReader().decode(picture(QrCode.svg(uri)));

        assertThat(read.getText()).isEqualTo(uri);
    }

    @Test
    void isAPictureAndNothingElse() {
        assertThat(QrCode.svg("<script>alert(1)</script>\"'"))
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .endsWith("</svg>")
                .doesNotContain("script", "<style", "href");
    }

    /** Draws the path as a browser would, four pixels a module. */
    private static BinaryBitmap picture(String svg) {
        var viewBox = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(viewBox.find()).isTrue();
        int width = Integer.parseInt(viewBox.group(1)) * SCALE;
        var pixels = new int[width * width];
        Arrays.fill(pixels, 0xffffff);
        var module = Pattern.compile("M(\\d+),(\\d+)h1v1h-1z").matcher(svg);
        while (module.find()) {
            int left = Integer.parseInt(module.group(1)) * SCALE;
            int top = Integer.parseInt(module.group(2)) * SCALE;
            for (int y = top; y < top + SCALE; y++) {
                Arrays.fill(pixels, y * width + left, y * width + left + SCALE, 0);
            }
        }
        return new BinaryBitmap(
                new GlobalHistogramBinarizer(new RGBLuminanceSource(width, width, pixels)));
    }
}
