package app.parley.account;

import java.text.Normalizer;

/** The name others see. */
final class DisplayName {
    private static final int LONGEST = 100;

    private DisplayName() {}

    static String checked(String typed) {
        var name = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
        if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST) {
            throw new InvalidField("displayName", "A name has 1 to 100 characters.");
        }
        if (!Text.isClean(name) || name.codePoints().anyMatch(DisplayName::isInvisible)) {
            throw new InvalidField("displayName", "A name cannot have control characters.");
        }
        return name;
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            // Marks that turn the direction of what follows; joiners stay, scripts need them.
            case Character.FORMAT -> codePoint != 0x200c && codePoint != 0x200d;
            default -> false;
        };
    }
}
