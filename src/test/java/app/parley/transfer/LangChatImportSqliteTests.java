package app.parley.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LangChatImportSqliteTests extends LangChatImportContract {
    @Override
    protected String databaseUrl() {
        return "";
    }

    @Test
    void timesAreReadAsSqlAlchemyWritesThem() {
        assertThat(LangChatTime.parse("2025-03-01 12:30:45.123456"))
                .isEqualTo("2025-03-01T12:30:45.123456Z");
        assertThat(LangChatTime.parse("2025-03-01T12:30:45+02:00"))
                .isEqualTo("2025-03-01T10:30:45Z");
        assertThat(LangChatTime.parse("2025-03-01")).isEqualTo("2025-03-01T00:00:00Z");
        assertThat(LangChatTime.parse(null)).isNull();
        assertThat(LangChatTime.parse("")).isNull();
        assertThat(LangChatTime.parse("0001-01-01 00:00:00")).isNull();
        assertThat(LangChatTime.parse("9999-12-31 23:59:59")).isNull();
        assertThat(LangChatTime.parse("1740832245")).isNull();
    }
}
