package app.parley;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import app.parley.model.ModelListener;
import app.parley.model.ModelRequest;
import app.parley.model.Models;
import app.parley.platform.Cancellation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.Socket;
import java.net.URL;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keeps the code easy to change, beside the module boundaries; why: CONTRIBUTING.md. */
@AnalyzeClasses(packages = "app.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {
    @ArchTest
    static final ArchRule onlyControllersMapRoutes =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.parley.platform..")
                    .and()
                    .haveNameNotMatching(".*Controller(\\$.*)?")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.springframework.web.bind.annotation..");

    @ArchTest
    static final ArchRule onlyStoresSpeakSql =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.parley.platform.(db|health)..")
                    .and()
                    .haveNameNotMatching(".*\\.Jdbc[^.]*")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(JdbcClient.class);

    @ArchTest
    static final ArchRule controllersAskFeaturesAndNoStore =
            noClasses()
                    .that()
                    .haveNameMatching(".*Controller(\\$.*)?")
                    .should()
                    .dependOnClassesThat()
                    .haveSimpleNameEndingWith("Store");

    @ArchTest
    static final ArchRule langChain4jStaysAtTheEdge =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "app.parley.model.langchain4j..", "app.parley.knowledge..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.langchain4j..");

    @ArchTest
    static final ArchRule luceneStaysAtTheEdge =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.parley.knowledge.lucene..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.lucene..");

    /** A site makes documents; what becomes of them is the same as of any other. */
    @ArchTest
    static final ArchRule documentsKnowNothingOfSites =
            noClasses()
                    .that()
                    .resideInAPackage("app.parley.knowledge..")
                    .and()
                    .resideOutsideOfPackage("app.parley.knowledge.site..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("app.parley.knowledge.site..");

    /** No question reaches a model unjudged, and no answer anybody. */
    @ArchTest
    static final ArchRule modelsAreAskedThroughModeration =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.parley.model..")
                    .and()
                    .doNotHaveSimpleName("ModeratedModels")
                    .should()
                    .callMethod(
                            Models.class,
                            "stream",
                            ModelRequest.class,
                            ModelListener.class,
                            Cancellation.class);

    /** What an administrator configured has a client of its own; the rest goes through Outbound. */
    @ArchTest
    static final ArchRule nobodyElseGoesOut =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "app.parley.platform.outbound..",
                            "app.parley.model.http..",
                            "app.parley.model.langchain4j..",
                            "app.parley.tool.web..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.hc..", "java.net.http..")
                    .orShould()
                    .callMethod(URL.class, "openConnection")
                    .orShould()
                    .callMethod(URL.class, "openStream")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Socket.class);

    /** What reads the files of people runs in a process of its own. */
    @ArchTest
    static final ArchRule tikaStaysInItsProcess =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("app.parley.knowledge.extract.tika..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.tika..",
                            "org.apache.poi..",
                            "org.apache.pdfbox..",
                            "app.parley.knowledge.extract.tika..");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveNameMatching(".*\\.Base[A-Z][a-z]*(Controller|Service|Store)");

    @ArchTest
    static final ArchRule constructorsTakeWhatIsNeeded =
            noFields()
                    .should()
                    .beAnnotatedWith(Autowired.class)
                    .orShould()
                    .beAnnotatedWith(Value.class);

    @ArchTest
    static final ArchRule callersBlock =
            noMethods()
                    .that()
                    .arePublic()
                    .should()
                    .haveRawReturnType(CompletableFuture.class)
                    .orShould()
                    .haveRawReturnType(CompletionStage.class);

    @ArchTest
    static final ArchRule environmentVariablesAppearInApplicationYmlAlone =
            noClasses()
                    .should()
                    .callMethod(System.class, "getenv", String.class)
                    .orShould()
                    .callMethod(System.class, "getenv");

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses all) {
        all.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(folder -> folder.getName().startsWith("app.parley"))
                .forEach(ArchitectureTests::isNullMarked);
    }

    /** What only its own package uses is nobody else's business. */
    @ArchTest
    static void whatAModuleShowsIsUsedByOthers(JavaClasses all) {
        var unused =
                all.stream()
                        .filter(type -> type.getPackageName().matches("app\\.parley\\.[a-z]+"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !isUsedOutsideItsPackage(type))
                        .map(JavaClass::getName)
                        .sorted();
        assertThat(unused).isEmpty();
    }

    private static boolean isUsedOutsideItsPackage(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .map(dependency -> dependency.getOriginClass().getPackageName())
                .anyMatch(user -> !user.equals(type.getPackageName()));
    }

    private static void isNullMarked(JavaPackage folder) {
        assertThat(folder.isAnnotatedWith(NullMarked.class))
                .as(folder.getName() + " has a @NullMarked package-info.java")
                .isTrue();
    }

    @Test
    void noTestIsSwitchedOff() {
        var tests =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                        .importPackages("app.parley");
        noMethods().should().beAnnotatedWith(Disabled.class).check(tests);
        noClasses().should().beAnnotatedWith(Disabled.class).check(tests);
    }
}
