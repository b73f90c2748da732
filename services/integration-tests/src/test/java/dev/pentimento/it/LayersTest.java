package dev.pentimento.it;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom, and who may know Kafka, DJL and Avro. */
@AnalyzeClasses(packages = "dev.pentimento", importOptions = DoNotIncludeTests.class)
class LayersTest {
    private static final String[] SERVICES = {
        "dev.pentimento.embedding..",
        "dev.pentimento.evaluation..",
        "dev.pentimento.trainer..",
        "dev.pentimento.dashboard..",
        "dev.pentimento.registry.."
    };

    @ArchTest
    static final ArchRule statisticsArePure = noClasses()
            .that()
            .resideInAPackage("dev.pentimento.statistics..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("dev.pentimento.statistics..", "java..", "org.hipparchus..", "org.jspecify..")
            .because(
                    "functions and accumulators are tested against published values, without Kafka, DJL, Avro or a clock");

    @ArchTest
    static final ArchRule statisticsHaveNoClock = noClasses()
            .that()
            .resideInAPackage("dev.pentimento.statistics..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule onlyLearningKnowsTheEngine = noClasses()
            .that()
            .resideOutsideOfPackage("dev.pentimento.learning..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule numbersAreNoOperandsOfTheEngine = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(NDArray.class)))
                    .and(target(nameMatching("(mul|div|pow|mod|muli|divi|powi|maximum|minimum)")))
                    .and(target(rawParameterTypes(Number.class))))
            .because("the engine's binding frees the number before the gradient is computed; see Upload.scalar");

    @ArchTest
    static final ArchRule learningKnowsNeitherKafkaNorAvro = noClasses()
            .that()
            .resideInAPackage("dev.pentimento.learning..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..", "org.apache.avro..", "dev.pentimento.events..", "dev.pentimento.platform..");

    @ArchTest
    static final ArchRule theContractsKnowNobody = noClasses()
            .that()
            .resideInAnyPackage("dev.pentimento.events..", "dev.pentimento.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.pentimento.statistics..",
                    "dev.pentimento.learning..",
                    "dev.pentimento.platform..",
                    "dev.pentimento.cli..");

    @ArchTest
    static final ArchRule thePlatformKnowsNoService = noClasses()
            .that()
            .resideInAPackage("dev.pentimento.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES);

    @ArchTest
    static final ArchRule noServiceKnowsAnother = slices().matching(
                    "dev.pentimento.(embedding|evaluation|trainer|dashboard|registry)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyTheCommandKnowsThemAll = noClasses()
            .that()
            .resideOutsideOfPackage("dev.pentimento.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.pentimento.cli..");
}
