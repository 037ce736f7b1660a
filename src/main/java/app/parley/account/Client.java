package app.parley.account;

import jakarta.servlet.http.HttpServletRequest;

/** Where a request came from, as its sender's list of sessions shows it. */
public record Client(String userAgent, String ipAddress) {
    private static final int LONGEST_AGENT = 300;

    public static Client of(HttpServletRequest request) {
        var agent = request.getHeader("User-Agent");
        var printable = agent == null ? "" : agent.replaceAll("[^\\x20-\\x7e]", "?");
        return new Client(
                printable.substring(0, Math.min(LONGEST_AGENT, printable.length())),
                request.getRemoteAddr());
    }
}
