package dev.pentimento.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.registry.Change.Mode;
import dev.pentimento.registry.SchemaRegistry.Deleted;
import dev.pentimento.schemas.registry.CompatibilityLevel;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistryTest {
    private static final String A = record("{\"name\":\"a\",\"type\":\"int\"}");
    private static final String A_AND_OPTIONAL =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":1}");
    private static final String A_AND_REQUIRED =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");
    private static final String NOTHING = record("");
    private static final VersionNumber LATEST = VersionNumber.LATEST;

    private final MemorySchemaLog.Shared topic = new MemorySchemaLog.Shared();
    private final SchemaRegistry registry = open();

    private SchemaRegistry open() {
        SchemaStore store = new SchemaStore(false);
        store.open(new MemorySchemaLog(topic));
        return new SchemaRegistry(store);
    }

    @Test
    void theSameSchemaHasTheSameIdUnderEverySubjectAndHoweverItIsWritten() {
        int id = registry.register("s", A);

        assertThat(registry.register("s", A)).isEqualTo(id);
        assertThat(registry.register("s", "  " + A.replace(",", " ,\n"))).isEqualTo(id);
        assertThat(registry.register("another", A)).isEqualTo(id);
        assertThat(registry.register("s", A_AND_OPTIONAL)).isEqualTo(id + 1);
        assertThat(registry.versions("s", Deleted.HIDDEN))
                .extracting(Version::version)
                .containsExactly(1, 2);
        assertThat(registry.versionsOfId(id, Deleted.HIDDEN))
                .extracting(Version::subject)
                .containsExactly("another", "s");
    }

    @Test
    void aSchemaThatCannotReadTheLatestVersionIsRefusedByDefaultAndTheReasonGiven() {
        registry.register("s", A);

        assertRefused(409, 409, () -> registry.register("s", A_AND_REQUIRED), "READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(registry.versions("s", Deleted.HIDDEN)).hasSize(1);
    }

    @Test
    void nothingChangesInReadOnlyModeAndWhatIsKnownIsStillFound() {
        int id = registry.register("s", A);
        registry.setMode(Optional.empty(), Optional.of(Mode.READONLY));

        for (SchemaRegistry each : List.of(registry, open())) {
            assertThat(each.mode()).isEqualTo(Mode.READONLY);
            assertThat(each.register("s", A)).isEqualTo(id);
            assertRefused(422, 42205, () -> each.register("s", A_AND_OPTIONAL), "'s' is in read-only mode");
            assertRefused(422, 42205, () -> each.hide("s"), "read-only");
            assertRefused(422, 42205, () -> each.hide("s", LATEST), "read-only");
            assertRefused(422, 42205, () -> each.erase("s"), "read-only");
            assertRefused(422, 42205, () -> each.erase("s", LATEST), "read-only");
            Optional<CompatibilityLevel> none = Optional.of(CompatibilityLevel.NONE);
            assertRefused(422, 42205, () -> each.setLevel(Optional.of("s"), none), "read-only");
            assertRefused(422, 42205, () -> each.setLevel(Optional.empty(), none), "read-only");
        }
        registry.setMode(Optional.of("s"), Optional.of(Mode.READWRITE));
        assertThat(registry.register("s", A_AND_OPTIONAL)).isEqualTo(id + 1);
        assertRefused(422, 42205, () -> registry.register("t", A), "'t' is in read-only mode");
        registry.setMode(Optional.of("s"), Optional.empty());
        assertRefused(422, 42205, () -> registry.hide("s"), "read-only");
        registry.setMode(Optional.empty(), Optional.of(Mode.READWRITE));
        assertThat(registry.register("t", A)).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, true, true, true",
        "BACKWARD, true, false, true",
        "FORWARD, true, true, false",
        "FULL, true, false, false",
    })
    void eachLevelAllowsWhatItSays(CompatibilityLevel level, boolean optional, boolean required, boolean removed) {
        registry.setLevel(Optional.empty(), Optional.of(level));
        registry.register("s", A);

        assertThat(registry.objections("s", A_AND_OPTIONAL).isEmpty()).isEqualTo(optional);
        assertThat(registry.objections("s", A_AND_REQUIRED).isEmpty()).isEqualTo(required);
        assertThat(registry.objections("s", NOTHING).isEmpty()).isEqualTo(removed);
    }

    @Test
    void onlyATransitiveLevelLooksBeyondTheLatestVersion() {
        registry.register("s", NOTHING);
        registry.register("s", record("{\"name\":\"a\",\"type\":\"int\",\"default\":1}"));

        assertThat(registry.objections("s", A)).isEmpty();
        registry.setLevel(Optional.of("s"), Optional.of(CompatibilityLevel.BACKWARD_TRANSITIVE));
        assertThat(registry.objections("s", A)).singleElement().asString().contains("version 1 of s");
        assertRefused(409, 409, () -> registry.register("s", A), "version 1 of s");
    }

    @Test
    void aSubjectsOwnLevelGoesBeforeTheOneForAll() {
        registry.setLevel(Optional.empty(), Optional.of(CompatibilityLevel.FULL));
        registry.setLevel(Optional.of("s"), Optional.of(CompatibilityLevel.NONE));
        registry.register("s", A);
        registry.register("t", A);

        assertThat(registry.register("s", A_AND_REQUIRED)).isEqualTo(2);
        assertRefused(409, 409, () -> registry.register("t", A_AND_REQUIRED), "version 1 of t");
        assertThat(registry.setLevel(Optional.of("s"), Optional.empty())).isEqualTo(CompatibilityLevel.NONE);
        assertThat(registry.ownLevel("s")).isEmpty();
    }

    @Test
    void whatIsHiddenIsNotFoundButItsNumberAndIdRemainTaken() {
        int id = registry.register("s", A);
        registry.register("s", A_AND_OPTIONAL);

        assertThat(registry.hide("s", LATEST)).isEqualTo(2);
        assertThat(registry.version("s", LATEST, Deleted.HIDDEN).version()).isEqualTo(1);
        assertThat(registry.hide("s")).containsExactly(1);

        assertRefused(404, 40401, () -> registry.versions("s", Deleted.HIDDEN), "'s'");
        assertThat(registry.versions("s", Deleted.SHOWN)).hasSize(2);
        assertThat(registry.subjects("", Deleted.HIDDEN)).isEmpty();
        assertThat(registry.subjects("", Deleted.SHOWN)).containsExactly("s");
        assertThat(registry.schemaById(id))
                .isEqualTo(registry.versions("s", Deleted.SHOWN).get(0).schema());
        assertRefused(404, 40404, () -> registry.hide("s"), "soft deleted");
        assertThat(registry.register("s", A))
                .as("the same id under a new number")
                .isEqualTo(id);
        assertThat(registry.version("s", LATEST, Deleted.HIDDEN).version()).isEqualTo(3);
    }

    @Test
    void onlyWhatIsHiddenCanBeErasedAndItsIdIsNeverGivenAgain() {
        int id = registry.register("s", A);

        assertRefused(404, 40405, () -> registry.erase("s"), "not deleted first");
        assertRefused(404, 40407, () -> registry.erase("s", LATEST), "not deleted first");
        registry.hide("s");
        assertThat(registry.erase("s")).containsExactly(1);

        assertRefused(404, 40403, () -> registry.schemaById(id), "Schema " + id);
        assertThat(open().register("s", A_AND_OPTIONAL)).isEqualTo(id + 1);
    }

    @Test
    void anErasedSchemaThatComesBackGetsItsIdAgainAndNoOtherSchemaDoes() {
        int id = registry.register("s", A);
        registry.register("t", NOTHING);
        eraseAll("s");
        eraseAll("t");
        topic.compact();

        SchemaRegistry restarted = open();
        assertRefused(404, 40403, () -> restarted.schemaById(id), "Schema " + id);
        assertThat(restarted.register("another", A_AND_OPTIONAL)).isEqualTo(3);
        assertThat(restarted.register("u", A)).isEqualTo(id);
        assertThat(restarted.schemaById(id)).contains("\"a\"");
        assertThat(restarted.register("t", NOTHING)).isEqualTo(2);
    }

    @Test
    void anErasedSchemaKeepsItsIdHoweverOftenItIsErased() {
        int id = registry.register("s", A);
        for (int time = 0; time < 3; time++) {
            eraseAll("s");
            registry.register("t", NOTHING);
            eraseAll("t");
            topic.compact();

            assertThat(open().register("s", A)).isEqualTo(id);
        }
        assertThat(registry.register("t", NOTHING)).isEqualTo(id + 1);
    }

    private void eraseAll(String subject) {
        registry.hide(subject);
        registry.erase(subject);
    }

    @Test
    void everyRefusalHasConfluentsCode() {
        registry.register("s", A);

        assertRefused(404, 40401, () -> registry.version("t", LATEST, Deleted.HIDDEN), "'t'");
        assertRefused(404, 40402, () -> registry.version("s", VersionNumber.parse("7"), Deleted.HIDDEN), "7");
        assertRefused(404, 40403, () -> registry.schemaById(99), "99");
        assertRefused(404, 40403, () -> registry.lookup("s", NOTHING, Deleted.HIDDEN), "'s'");
        assertRefused(422, 42201, () -> registry.register("s", "{\"type\":\"recrod\"}"), "Invalid schema");
        assertRefused(
                422, 42201, () -> registry.register("s", "no json"), "Invalid schema: not JSON: Unrecognized token");
        assertThatThrownBy(() -> registry.register("s", "\ud800"))
                .hasMessageStartingWith("Invalid schema: not JSON: ")
                .hasMessageNotContaining("Exception");
        assertRefused(422, 42202, () -> VersionNumber.parse("0"), "'0'");
        assertRefused(422, 42202, () -> VersionNumber.parse("newest"), "'newest'");
    }

    @Test
    void anotherInstanceOnTheSameLogSeesAndGoesOn() {
        registry.register("s", A);
        registry.setLevel(Optional.of("s"), Optional.of(CompatibilityLevel.FORWARD));
        SchemaRegistry other = open();

        assertThat(other.register("s", A_AND_REQUIRED)).isEqualTo(2);
        assertThat(registry.register("s", A_AND_REQUIRED)).isEqualTo(2);
        assertThat(registry.register("t", NOTHING)).isEqualTo(3);
        assertThat(other.versions("t", Deleted.HIDDEN)).extracting(Version::id).containsExactly(3);
        assertThat(other.ownLevel("s")).contains(CompatibilityLevel.FORWARD);
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"test\",\"fields\":[" + fields + "]}";
    }

    private static void assertRefused(int status, int code, ThrowingCallable call, String words) {
        assertThatExceptionOfType(RegistryError.class)
                .isThrownBy(call)
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.status()).isEqualTo(status))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
