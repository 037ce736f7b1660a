package app.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowUpTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Why?",
                "And on Windows?",
                "what about PostgreSQL?",
                "How do I undo that?",
                "Does it also work behind a proxy?",
                "Which of them is the fastest one here?",
                "So where would I put the key on a server?",
                "Und wie geht das mit Ollama unter Windows?",
                "Wie schalte ich diese Anmeldung wieder aus?",
                "Et comment faire la même chose avec Gemini ?",
                "Comment est-ce que je peux le faire avec cette clé ?",
                "¿Y cómo se hace eso en un servidor?",
                "它支持哪些语言模型和数据库？",
                "それはどのデータベースで使えますか"
            })
    void leansOnWhatWasSaidBefore(String question) {
        assertThat(FollowUp.leansOnContext(question)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I connect OpenAI?",
                "What is the default port of Parley?",
                "Where does Parley keep uploaded files on disk?",
                "Wie verbinde ich einen Ollama-Server mit Parley?",
                "Comment sauvegarder la base de données PostgreSQL ?",
                "¿Cómo cambio la contraseña de un usuario?",
                "如何将 OpenAI 连接到 Parley 服务器？"
            })
    void standsAlone(String question) {
        assertThat(FollowUp.leansOnContext(question)).isFalse();
    }
}
