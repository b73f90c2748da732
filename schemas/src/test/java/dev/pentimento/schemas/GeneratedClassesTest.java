package dev.pentimento.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class GeneratedClassesTest {
    /**
     * Avro generates a class anew only if its own file has changed. A class that contains another file's type would then keep
     * the former one, and a version that passes through it would lose its new fields.
     */
    @Test
    void aCandidateContainsTheVersionsAndAnswersOfThisBuild() {
        Schema candidate = ModelCandidate.getClassSchema();

        assertThat(candidate.getField("version").schema())
                .as("if not, delete schemas/target")
                .isEqualTo(ModelVersion.getClassSchema());
        assertThat(candidate.getField("answer").schema())
                .as("if not, delete schemas/target")
                .isEqualTo(ModelCommand.getClassSchema().getField("answer").schema());
    }
}
