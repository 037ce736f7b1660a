package app.parley.account;

import java.util.List;

/** What a browser's user agent says of it, in words its owner recognises. */
final class Device {
    private record Mark(String token, String name) {}

    // In this order: later browsers carry the earlier ones' names.
    private static final List<Mark> BROWSERS =
            List.of(
                    new Mark("Edg", "Edge"),
                    new Mark("OPR/", "Opera"),
                    new Mark("Vivaldi", "Vivaldi"),
                    new Mark("SamsungBrowser", "Samsung Internet"),
                    new Mark("FxiOS", "Firefox"),
                    new Mark("Firefox/", "Firefox"),
                    new Mark("CriOS", "Chrome"),
                    new Mark("Chrome/", "Chrome"),
                    new Mark("Safari/", "Safari"),
                    new Mark("curl/", "curl"));
    private static final List<Mark> SYSTEMS =
            List.of(
                    new Mark("Android", "Android"),
                    new Mark("iPhone", "iPhone"),
                    new Mark("iPad", "iPad"),
                    new Mark("Windows", "Windows"),
                    new Mark("CrOS", "ChromeOS"),
                    new Mark("Mac OS X", "macOS"),
                    new Mark("Linux", "Linux"));

    private Device() {}

    /** Such as "Chrome on Linux". */
    static String of(String userAgent) {
        var browser = firstOf(BROWSERS, userAgent, "Unknown browser");
        var system = firstOf(SYSTEMS, userAgent, "");
        return system.isEmpty() ? browser : browser + " on " + system;
    }

    private static String firstOf(List<Mark> marks, String userAgent, String otherwise) {
        return marks.stream()
                .filter(mark -> userAgent.contains(mark.token()))
                .map(Mark::name)
                .findFirst()
                .orElse(otherwise);
    }
}
