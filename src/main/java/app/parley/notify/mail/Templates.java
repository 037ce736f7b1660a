package app.parley.notify.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Makes letters of templates. A template is a line {@code Subject: …} and paragraphs; a paragraph
 * {@code [label](address)} is a link. Both forms of the letter, plain and HTML, are made of the
 * same paragraphs. Values are text whatever they contain: they cannot add a header, an element or a
 * link.
 */
@Component
class Templates {
    private static final String SUBJECT = "Subject: ";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*");
    private static final Pattern OPEN = Pattern.compile("\\{\\{([a-zA-Z]+)}}");
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(([^)]+)\\)");
    private static final Pattern ADDRESS = Pattern.compile("https?://[\\x21-\\x7e&&[^\"<>\\\\]]+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final int LONGEST_VALUE = 1000;

    Letter letter(MailMessage message) {
        var lines = template(message.template());
        int end = lines.indexOf('\n');
        var values = message.values();
        var subject = filled(lines.substring(SUBJECT.length(), end), values, Templates::plain);
        var text = new StringBuilder();
        var html = new StringBuilder();
        for (var paragraph : lines.substring(end).strip().split("\n\n+")) {
            var link = LINK.matcher(paragraph);
            if (link.matches()) {
                var address = address(filled(link.group(2), values, UnaryOperator.identity()));
                text.append(link.group(1)).append(":\n").append(address);
                html.append(button(link.group(1), address));
            } else {
                text.append(filled(paragraph, values, Templates::plain));
                html.append("<p>")
                        .append(filled(HtmlUtils.htmlEscape(paragraph), values, Templates::escaped))
                        .append("</p>\n");
            }
            text.append("\n\n");
        }
        return new Letter(
                message.to(), subject, text.toString().strip() + "\n", page(subject, html));
    }

    private static String template(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a template: " + name);
        }
        try (InputStream file = Templates.class.getResourceAsStream(name + ".txt")) {
            if (file == null) {
                throw new IllegalArgumentException("there is no template " + name);
            }
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            if (!text.startsWith(SUBJECT)) {
                throw new IllegalStateException("the template " + name + " has no subject");
            }
            return text;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String filled(
            String text, Map<String, String> values, UnaryOperator<String> form) {
        return OPEN.matcher(text)
                .replaceAll(
                        open -> {
                            var value = values.get(open.group(1));
                            if (value == null) {
                                throw new IllegalArgumentException(
                                        "nothing is given for " + open.group(1));
                            }
                            return Matcher.quoteReplacement(form.apply(value));
                        });
    }

    /** One line, and no longer than a line is. */
    private static String plain(String value) {
        var line = UNPRINTABLE.matcher(value).replaceAll(" ");
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }

    private static String escaped(String value) {
        return HtmlUtils.htmlEscape(plain(value));
    }

    private static String address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException("a link leads to an address of the web");
        }
        return text;
    }

    private static String button(String label, String address) {
        var target = HtmlUtils.htmlEscape(address);
        return """
        <p><a href="%s" style="display:inline-block;padding:10px 18px;border-radius:8px;\
        background:#1f4fd8;color:#ffffff;text-decoration:none">%s</a></p>
        <p style="font-size:13px;color:#555555;word-break:break-all">%s</p>
        """
                .formatted(target, HtmlUtils.htmlEscape(label), target);
    }

    /** No image, script or font: a letter asks nothing of any server when it is opened. */
    private static String page(String subject, CharSequence body) {
        return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
        <body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a">
        <div style="max-width:34em;margin:0 auto">
        %s</div></body></html>
        """
                .formatted(HtmlUtils.htmlEscape(subject), body);
    }
}
