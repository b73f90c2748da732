package dev.pentimento.platform.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.ModelVersions;
import dev.pentimento.schemas.GeneratedClasses;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VersionTrustTest {
    private static final String PROGRAM = "b".repeat(64);

    static {
        GeneratedClasses.trust(); // building a version reads the defaults of its schema
    }

    @TempDir
    Path folder;

    private SigningKey key;
    private VersionTrust trust;

    @BeforeEach
    void makeKeys() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = SigningKey.read(written(pair));
        trust = new VersionTrust(List.of(other(), pair.getPublic()), Set.of(), false);
    }

    private Path written(KeyPair pair) throws Exception {
        String body = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        return Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }

    private static PublicKey other() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    }

    @Test
    void aVersionThatATrustedKeySignedMayBeLoadedEvenIfItIsAProgram() {
        assertThat(trust.objection(key.sign(version().build()))).isEmpty();
    }

    @Test
    void aVersionWithoutASignatureMayNot() {
        assertThat(trust.objection(version().build()))
                .hasValueSatisfying(text -> assertThat(text).contains("it is not signed", "model.trusted.keys"));
    }

    @Test
    void norAVersionThatAnotherKeySigned() throws Exception {
        VersionTrust others = new VersionTrust(List.of(other()), Set.of(PROGRAM), true);

        assertThat(others.objection(key.sign(version().build())))
                .hasValueSatisfying(text -> assertThat(text).contains("its signature matches none of the keys"));
    }

    static List<ByteBuffer> noSignatures() {
        return List.of(
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(64),
                ByteBuffer.wrap(new byte[63]),
                ByteBuffer.allocate(65));
    }

    @ParameterizedTest
    @MethodSource("noSignatures")
    void bytesThatAreNoSignatureAreRefused(ByteBuffer bytes) {
        assertThat(trust.objection(version().setSignature(bytes).build())).isPresent();
    }

    static Stream<ModelVersion> changed() {
        Artifact another = file("c", "torchscript");
        return Stream.of(
                version().setClasses(List.of("b", "a")).build(),
                version().setClasses(List.of("a\nclass b")).build(),
                version()
                        .setInput(InputShape.newBuilder()
                                .setChannels(3)
                                .setHeight(28)
                                .setWidth(28)
                                .setMean(List.of(0f))
                                .setStandardDeviation(List.of(1f))
                                .build())
                        .build(),
                version()
                        .setInput(InputShape.newBuilder()
                                .setChannels(1)
                                .setHeight(28)
                                .setWidth(28)
                                .setMean(List.of(Math.nextUp(0f)))
                                .setStandardDeviation(List.of(1f))
                                .build())
                        .build(),
                version()
                        .setInput(InputShape.newBuilder()
                                .setChannels(1)
                                .setHeight(28)
                                .setWidth(28)
                                .setMean(List.of(0f))
                                .setStandardDeviation(List.of(2f))
                                .build())
                        .build(),
                version().setDimensions(9).build(),
                version().setEncoderFile(another).build(),
                version().setEncoderFile(file("b", "safetensors")).build(),
                version().setClassifierFile(another).build(),
                version().setCorrectionFile(another).build(),
                version().setReferenceFile(another).build(),
                version().setReplayFile(another).build());
    }

    @ParameterizedTest
    @MethodSource("changed")
    void aVersionThatWasChangedAfterItWasSignedIsRefused(ModelVersion changed) {
        ModelVersion tampered = ModelVersion.newBuilder(changed)
                .setSignature(key.sign(version().build()).getSignature())
                .build();

        assertThat(trust.objection(tampered)).isPresent();
        assertThat(trust.objection(key.sign(changed))).isEmpty();
    }

    @Test
    void stagesAndPlacesOfFilesAreNotSigned() {
        ModelVersion signed = key.sign(version().build());
        ModelVersion later = ModelVersion.newBuilder(signed)
                .setStage(Stage.CHAMPION)
                .setTrial("1")
                .setEncoderFile(Artifact.newBuilder(signed.getEncoderFile())
                        .setOffsets(List.of(1L))
                        .build())
                .build();

        assertThat(trust.objection(later)).isEmpty();
    }

    /** Another program must be able to sign; the text is part of the documentation. */
    @Test
    void whatIsSignedIsText() {
        String text = new String(
                VersionStatement.of(version().setClasses(List.of("a", "b\\\n")).build()), StandardCharsets.UTF_8);

        assertThat(text)
                .isEqualTo("pentimento version 1\nclass a\nclass b\\\\\\n\ninput 1 28 28\nmean 00000000\n"
                        + "standard deviation 3f800000\ndimensions 8\nencoder torchscript " + PROGRAM
                        + "\nclassifier safetensors " + "d".repeat(64)
                        + "\ncorrection none\nreference none\nreplay none\n");
    }

    @Test
    void howImagesAreReadIsSignedIfItIsNotAsInFormerReleases() {
        InputShape narrow = InputShape.newBuilder()
                .setChannels(1)
                .setHeight(28)
                .setWidth(28)
                .setMean(List.of(0f))
                .setStandardDeviation(List.of(1f))
                .setUpright(true)
                .setBlack(10)
                .setWhite(4_095)
                .build();

        assertThat(new String(VersionStatement.of(version().setInput(narrow).build()), StandardCharsets.UTF_8))
                .contains("standard deviation 3f800000\nupright\ngrey 10 4095\ndimensions 8\n");
    }

    @Test
    void howImagesAreFramedIsSignedIfItIsNotAsInFormerReleases() {
        InputShape framed = InputShape.newBuilder(version().getInput())
                .setResize("SHORTER_SIDE")
                .setResizedHeight(256)
                .setResizedWidth(256)
                .setInterpolation("BICUBIC")
                .setRounded(true)
                .setBgr(true)
                .setHighest(255)
                .build();

        assertThat(new String(VersionStatement.of(version().setInput(framed).build()), StandardCharsets.UTF_8))
                .contains("standard deviation 3f800000\nresize SHORTER_SIDE 256 256 BICUBIC 0 true\nbgr\n"
                        + "range 00000000 437f0000\ndimensions 8\n");
    }

    @Test
    void withoutKeysEveryVersionMayBeLoadedThatContainsOnlyNumbers() {
        VersionTrust plain = new VersionTrust(List.of(), Set.of(), false);

        assertThat(plain.objection(
                        version().setEncoderFile(file("b", "safetensors")).build()))
                .isEmpty();
        assertThat(plain.objection(version().build()))
                .hasValueSatisfying(
                        text -> assertThat(text).contains(PROGRAM, "torchscript", "model.torchscript.allow"));
        assertThat(plain.objection(version()
                        .setEncoderFile(file("b", "safetensors"))
                        .setReplayFile(file("e", "pickle"))
                        .build()))
                .isPresent();
    }

    @Test
    void aProgramMayBeLoadedIfItIsListed() {
        assertThat(new VersionTrust(List.of(), Set.of(PROGRAM), false)
                        .objection(version().build()))
                .isEmpty();
        assertThat(new VersionTrust(List.of(), Set.of("d".repeat(64)), false)
                        .objection(version().build()))
                .isPresent();
        assertThat(VersionTrust.ANY.objection(version().build())).isEmpty();
    }

    @Test
    void itTellsWhetherAKeyIsTrusted() throws Exception {
        assertThat(trust.accepts(key)).isTrue();
        assertThat(new VersionTrust(List.of(other()), Set.of(), false).accepts(key))
                .isFalse();
    }

    private static Artifact file(String digit, String format) {
        return new Artifact(digit.repeat(64), 10L, 1, format, List.of());
    }

    private static ModelVersion.Builder version() {
        return ModelVersions.with(new byte[] {2})
                .setEncoderFile(file("b", "torchscript"))
                .setClassifierFile(file("d", "safetensors"));
    }
}
