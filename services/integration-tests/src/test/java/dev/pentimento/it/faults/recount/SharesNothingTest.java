package dev.pentimento.it.faults.recount;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

class SharesNothingTest {
    /** Else a fault of the product would be counted as the product counts it. */
    @Test
    void theRecountKnowsNothingOfTheProduct() {
        JavaClasses classes = new ClassFileImporter().importPackages("dev.pentimento.it.faults.recount");
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.pentimento.it.faults.recount..",
                        "java..",
                        "org.apache.kafka.clients..",
                        "org.apache.kafka.common..",
                        "org.apache.avro..",
                        "com.fasterxml.jackson..",
                        "com.tngtech.archunit..",
                        "org.junit..",
                        "org.jspecify..")
                .check(classes);
    }
}
