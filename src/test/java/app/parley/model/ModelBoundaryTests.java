package app.parley.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "app.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ModelBoundaryTests {
    @ArchTest
    static final ArchRule theLibraryStaysInItsAdapters =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "app.parley.model.langchain4j", "app.parley.knowledge..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.langchain4j..");

    @ArchTest
    static final ArchRule adaptersDoNotKnowWhoRoutesToThem =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "app.parley.model.gateway..",
                            "app.parley.model.http..",
                            "app.parley.model.openai..",
                            "app.parley.model.langchain4j..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("app.parley.model.provider..");

    @ArchTest
    static final ArchRule onlyGatewaysSpeakToProviders =
            classes()
                    .that()
                    .resideInAPackage("app.parley.model.http..")
                    .should()
                    .onlyHaveDependentClassesThat()
                    .resideInAPackage("app.parley.model..");
}
