package app.parley;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Cipher;

/** What would be dangerous in many places is in one, or nowhere; docs/SECURITY.md names these. */
@AnalyzeClasses(packages = "app.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class SecurityArchitectureTests {
    /** Neither scripts nor expressions, nor objects that bytes choose the class of. */
    @ArchTest
    static final ArchRule nothingThatIsReadIsAProgram =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "javax.script..",
                            "javax.naming..",
                            "org.springframework.expression..",
                            "java.rmi..")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(ObjectInputStream.class);

    /** What it starts is the Java that it runs on, with arguments of its own. */
    @ArchTest
    static final ArchRule onlyTheReaderOfFilesIsAProcess =
            noClasses()
                    .that()
                    .haveNameNotMatching(
                            "app\\.parley\\.knowledge\\.extract\\.SeparateReader(\\$.*)?")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(ProcessBuilder.class)
                    .orShould()
                    .callMethod(Runtime.class, "exec", String.class)
                    .orShould()
                    .callMethod(Runtime.class, "exec", String[].class);

    @ArchTest
    static final ArchRule onlyTheBoxOfSecretsEncrypts =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.parley.platform.secret..")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(Cipher.class);

    /** How long to wait may be guessed; nothing else that is drawn. */
    @ArchTest
    static final ArchRule onlyPausesAreDrawnFromAWeakSource =
            noClasses()
                    .that()
                    .haveNameNotMatching(
                            "app\\.parley\\.(model\\.provider\\.Connected(Models|Embeddings)"
                                    + "|notify\\.mail\\.Deliveries|knowledge\\.pinecone\\.PineconeClient)(\\$.*)?")
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(Random.class, ThreadLocalRandom.class);
}
