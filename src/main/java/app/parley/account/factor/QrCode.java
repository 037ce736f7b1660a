package app.parley.account.factor;

import io.nayuki.qrcodegen.QrCode.Ecc;

/** A QR code as SVG: black on white whatever the page's colours, as cameras like it. */
final class QrCode {
    private static final int QUIET_ZONE = 4;

    private QrCode() {}

    static String svg(String text) {
        var code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.MEDIUM);
        int width = code.size + 2 * QUIET_ZONE;
        var dark = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    dark.append('M').append(x + QUIET_ZONE).append(',').append(y + QUIET_ZONE);
                    dark.append("h1v1h-1z");
                }
            }
        }
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
        <path fill="#fff" d="M0,0h%dv%dh-%dz"/><path fill="#000" d="%s"/></svg>"""
                .formatted(width, width, width, width, width, dark);
    }
}
