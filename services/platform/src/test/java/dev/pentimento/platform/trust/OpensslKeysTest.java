package dev.pentimento.platform.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys as a user makes them. Skipped where there is no openssl that knows Ed25519. */
class OpensslKeysTest {
    @TempDir
    Path folder;

    private Path privateKey;
    private Path publicKey;

    @BeforeEach
    void makeKeys() throws Exception {
        privateKey = folder.resolve("key.pem");
        publicKey = folder.resolve("key.pub.pem");
        assumeTrue(openssl("genpkey", "-algorithm", "ed25519", "-out", "key.pem"), "no openssl with Ed25519");
        assertThat(openssl("pkey", "-in", "key.pem", "-pubout", "-out", "key.pub.pem"))
                .isTrue();
    }

    @Test
    void theyAreReadAsTheyAre() throws Exception {
        String pem = Files.readString(publicKey);
        String line =
                pem.lines().filter(each -> !each.startsWith("-")).findFirst().orElseThrow();

        for (String written : List.of(pem, line, pem.replace("\n", ""))) {
            VersionTrust trust = new VersionTrust(List.of(PublicKeys.read(written)), Set.of(), false);
            assertThat(trust.accepts(SigningKey.read(privateKey))).isTrue();
        }
    }

    @Test
    void opensslVerifiesOurSignatures() throws Exception {
        byte[] statement = "anything".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Files.write(folder.resolve("statement"), statement);
        Files.write(folder.resolve("signature"), SigningKey.read(privateKey).signature(statement));

        assertThat(verified()).isTrue();
        Files.writeString(folder.resolve("statement"), "anything else");
        assertThat(verified()).isFalse();
    }

    private boolean verified() throws Exception {
        return openssl(
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                "key.pub.pem",
                "-rawin",
                "-in",
                "statement",
                "-sigfile",
                "signature");
    }

    @Test
    void aKeyThatCannotBeUsedIsNamedWithTheReason() throws Exception {
        assertThat(openssl("genpkey", "-algorithm", "ed25519", "-aes256", "-pass", "pass:secret", "-out", "locked.pem"))
                .isTrue();
        assertThat(openssl("genpkey", "-algorithm", "rsa", "-out", "rsa.pem")).isTrue();

        assertThatThrownBy(() -> SigningKey.read(folder.resolve("locked.pem"))).hasMessageContaining("is encrypted");
        assertThatThrownBy(() -> SigningKey.read(folder.resolve("rsa.pem")))
                .hasMessageContaining("rsa.pem has no Ed25519 private key");
        assertThatThrownBy(() -> SigningKey.read(publicKey)).hasMessageContaining("has no Ed25519 private key");
        assertThatThrownBy(() -> SigningKey.read(folder.resolve("none.pem"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> PublicKeys.read(Files.readString(privateKey)))
                .hasMessageContaining("is not an Ed25519 public key");
    }

    private boolean openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no openssl
        }
    }
}
