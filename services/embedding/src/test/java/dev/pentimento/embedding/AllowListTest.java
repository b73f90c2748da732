package dev.pentimento.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {
    private final AllowList list = AllowList.of(
            List.of("https://images.example.org/scans/", "http://127.0.0.1:9000/bucket", "file:///mnt/scans"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://images.example.org/scans/a.png",
                "https://images.example.org/scans/2026/a%20b.png?version=3",
                "HTTPS://Images.Example.org:443/scans/a.png",
                "https://images.example.org/other/../scans/a.png",
                "http://127.0.0.1:9000/bucket/x",
                "file:///mnt/scans/a.png"
            })
    void whatLiesBelowAnAddressOfTheListMayBeAsked(String address) {
        assertThat(list.find(address)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://images.example.org/scans/a.png",
                "https://images.example.org:8443/scans/a.png",
                "https://images.example.org.evil.net/scans/a.png",
                "https://evil.net/https://images.example.org/scans/a.png",
                "https://images.example.org@evil.net/scans/a.png",
                "https://user:secret@images.example.org/scans/a.png",
                "https://images.example.org/scans",
                "https://images.example.org/scansandmore/a.png",
                "https://images.example.org/scans/../secret.png",
                "https://images.example.org/scans/%2e%2e/secret.png",
                "https://images.example.org/scans/..%2fsecret.png",
                "https://images.example.org/../../scans/../secret",
                "http://127.0.0.1:9000/bucketful/x",
                "http://127.0.0.1/bucket/x",
                "file:///mnt/scans/../../etc/passwd",
                "file:///etc/passwd",
                "file://elsewhere/mnt/scans/a.png",
                "ftp://images.example.org/scans/a.png",
                "jar:file:///mnt/scans/a.jar!/x",
                "/mnt/scans/a.png",
                "scans/a.png",
                "https://images.example.org/scans/a b.png",
                "https:///scans/a.png",
                ""
            })
    void anythingElseMayNot(String address) {
        assertThat(list.find(address)).isNull();
    }

    @Test
    void anEmptyListAllowsNothing() {
        assertThat(AllowList.of(List.of()).find("https://images.example.org/scans/a.png"))
                .isNull();
        assertThat(AllowList.of(List.of()).isEmpty()).isTrue();
    }

    @Test
    void aLinkThatLeadsOutOfTheFolderDoesNotReach(@TempDir Path folder) throws Exception {
        Path scans = Files.createDirectory(folder.resolve("scans"));
        Path secret = Files.writeString(folder.resolve("secret.png"), "secret");
        Path plain = Files.writeString(scans.resolve("plain.png"), "plain");
        Path link = Files.createSymbolicLink(scans.resolve("link.png"), secret);
        AllowList files = AllowList.of(List.of(scans.toUri().toString()));

        assertThat(files.reaches(plain)).isTrue();
        assertThat(files.reaches(link)).isFalse();
    }

    @Test
    void aServerIsTheFolderOfAllThatItHas() {
        AllowList server = AllowList.of(List.of("https://images.example.org"));

        assertThat(server.find("https://images.example.org/a.png")).isNotNull();
        assertThat(server.find("https://images.example.organic/a.png")).isNull();
    }

    @Test
    void whatIsNoAddressIsNamed() {
        assertThatThrownBy(() -> AllowList.of(List.of("https://images.example.org/?a=b")))
                .hasMessageContaining("?a=b");
        assertThatThrownBy(() -> AllowList.of(List.of("images.example.org")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'images.example.org'");
    }
}
