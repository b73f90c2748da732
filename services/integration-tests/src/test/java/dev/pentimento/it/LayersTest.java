package dev.pentimento.it;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who may know whom, and who may know Kafka, DJL and Avro. */
@AnalyzeClasses(packages = "dev.pentimento", importOptions = DoNotIncludeTests.class)
class LayersTest {
    /** Generated from the contracts: as many classes as there are types in the topics. */
    private static final String CONTRACTS = "dev.pentimento.events";

    /** Generated too: JMH writes several classes for each method that it measures. */
    private static final String JMH = "dev.pentimento.benchmarks.pieces.jmh_generated";

    private static final int MOST_CLASSES = 25;

    private static final SliceAssignment EACH_PACKAGE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().equals(CONTRACTS)
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    private static final String[] SERVICES = {
        "dev.pentimento.embedding..",
        "dev.pentimento.evaluation..",
        "dev.pentimento.trainer..",
        "dev.pentimento.dashboard..",
        "dev.pentimento.registry.."
    };

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().assignedFrom(EACH_PACKAGE)
            .should()
            .beFreeOfCycles()
            .because("a package that another one depends on can then be read, tested and changed without it");

    @ArchTest
    static void aPackageIsOneRoom(JavaClasses classes) {
        Map<String, Long> sizes = classes.stream()
                .filter(each -> each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        sizes.remove(CONTRACTS);
        sizes.remove(JMH);

        assertThat(sizes)
                .as("classes of each package; divide one of more than %d by what its classes do", MOST_CLASSES)
                .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_CLASSES));
    }

    @ArchTest
    static void theTableOfModulesIsTrue(JavaClasses classes) {
        ModuleTable.ofContributing().holdsFor(classes);
    }

    @ArchTest
    static final ArchRule tensorsKnowNobody = noClasses()
            .that()
            .resideInAPackage("dev.pentimento.tensors..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("dev.pentimento.tensors..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule statisticsArePure = noClasses()
            .that()
            .resideInAPackage("dev.pentimento.statistics..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "dev.pentimento.statistics..",
                    "dev.pentimento.tensors..",
                    "java..",
                    "org.hipparchus..",
                    "org.jspecify..")
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
    static final ArchRule whatWaitsDoesNotAskAClockThatSomebodyMaySet = noClasses()
            .that()
            .resideInAnyPackage("dev.pentimento.platform.kafka..", "dev.pentimento.platform.models..")
            .should()
            .callMethod(java.time.InstantSource.class, "system")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(dev.pentimento.platform.ServiceContext.class, "clock")
            .because("a clock that is set ends waits at once or not for hours; see MonotonicClock");

    @ArchTest
    static final ArchRule onlyLearningKnowsTheEngines = noClasses()
            .that()
            .resideOutsideOfPackage("dev.pentimento.learning..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "com.google.protobuf..");

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
    static final ArchRule servingKnowsNoServiceAndServesThoseThatLoadNetworks = classes()
            .that()
            .resideInAPackage("dev.pentimento.serving..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(SERVICES)
            .andShould()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(
                    "dev.pentimento.serving..",
                    "dev.pentimento.embedding..",
                    "dev.pentimento.evaluation..",
                    "dev.pentimento.trainer..",
                    "dev.pentimento.dashboard..",
                    "dev.pentimento.benchmarks..",
                    "dev.pentimento.cli..");

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
