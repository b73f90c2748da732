package dev.pentimento.embedding.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
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
                "https://images.example.org/scans/b%C3%A4r/\u00e9t\u00e9@2x.png",
                "https://images.example.org/scans/a.png?signature=%2e%2e%2f&path=../x",
                "https://images.example.org/scans/n%231+(a)~!$&'*,=:.png",
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
                "https://images.example.org/other/../scans/a.png",
                "https://images.example.org/scans/./a.png",
                "https://images.example.org/scans/..;/admin",
                "https://images.example.org/scans/..;a=b/admin",
                "https://images.example.org/scans/a.png;jsessionid=1",
                "https://images.example.org/scans/%3b/admin",
                "https://images.example.org/scans/..%3b/admin",
                "https://images.example.org/scans/%252e%252e/admin",
                "https://images.example.org/scans/%25252e%25252e/admin",
                "https://images.example.org/scans/%252525252e%252e/admin",
                "https://images.example.org/scans/.%2e/admin",
                "https://images.example.org/scans/..%5cadmin",
                "https://images.example.org/scans/..%5Cadmin",
                "https://images.example.org/scans/..%255cadmin",
                "https://images.example.org/scans/..%252fadmin",
                "https://images.example.org/scans/..\\admin",
                "https://images.example.org/scans//admin",
                "https://images.example.org//scans/a.png",
                "https://images.example.org/scans/a%00.png",
                "https://images.example.org/scans/a%0d%0aHost:evil",
                "https://images.example.org/scans/a%7f",
                "https://images.example.org/scans/%c0%ae%c0%ae/admin",
                "https://images.example.org/scans/%c0%af..%c0%afadmin",
                "https://images.example.org/scans/%e0%80%ae%e0%80%ae/admin",
                "https://images.example.org/scans/%ff",
                "https://images.example.org/scans/\uff0e\uff0e/admin",
                "https://images.example.org/scans/..\uff0fadmin",
                "https://images.example.org/scans/%ef%bc%8e%ef%bc%8e/admin",
                "https://images.example.org/scans/..%ef%bc%8fadmin",
                "https://images.example.org/scans/%ef%bc%85%32%65/admin",
                "https://images.example.org/scans/\u2025/admin",
                "https://images.example.org/scans/.../admin",
                "https://images.example.org/scans/..%20/admin",
                "https://images.example.org/scans/a.",
                "https://images.example.org/scans/a.png%20",
                "https://images.example.org/scans/%20",
                "https://images.example.org/scans/\ud800",
                "https://images.example.org/%73cans/a.png",
                "https://images.example.org/SCANS/a.png",
                "https://images.example.org./scans/a.png",
                "https://images.example.org:0/scans/a.png",
                "https://images.example.org:4430/scans/a.png",
                "https://images.example.org:65979/scans/a.png",
                "https://images.example.org%2eevil.net/scans/a.png",
                "https://images.example.org%00.evil.net/scans/a.png",
                "https://images\u3002example.org/scans/a.png",
                "https://\u0456mages.example.org/scans/a.png",
                "https://images.example.org\\@evil.net/scans/a.png",
                "https://evil.net\\@images.example.org/scans/a.png",
                "https://evil.net#@images.example.org/scans/a.png",
                "https://@images.example.org/scans/a.png",
                "https:images.example.org/scans/a.png",
                "https:/images.example.org/scans/a.png",
                "//images.example.org/scans/a.png",
                " https://images.example.org/scans/a.png",
                "https://images.example.org/scans/a.png\n",
                "https://images.example.org\t/scans/a.png",
                "http://127.1:9000/bucket/x",
                "http://2130706433:9000/bucket/x",
                "http://[::ffff:127.0.0.1]:9000/bucket/x",
                "http://[::1%25lo]:9000/bucket/x",
                "http://127.0.0.1.:9000/bucket/x",
                "http://127.0.0.1:9000/bucket/..;/x",
                "file:///mnt/scans/..;/x",
                "file:///mnt/scans/%2e%2e/x",
                "file:///mnt/scans/a%00.png",
                "file:////mnt/scans/a.png",
                "file://localhost/mnt/scans/a.png",
                "file:mnt/scans/a.png",
                "file:///mnt/scans/a.png#b",
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

        assertThat(files.followed(plain)).contains(plain.toRealPath());
        assertThat(files.followed(link)).isEmpty();
    }

    @Test
    void aServerIsTheFolderOfAllThatItHas() {
        AllowList server = AllowList.of(List.of("https://images.example.org"));

        assertThat(server.find("https://images.example.org/a.png")).isNotNull();
        assertThat(server.find("https://images.example.organic/a.png")).isNull();
    }

    /** The client would send a question mark for each of them. */
    @Test
    void aCharacterThatIsNotAsciiIsEscaped() {
        assertThat(list.find("https://images.example.org/scans/b\u00e4r.png"))
                .hasToString("https://images.example.org/scans/b%C3%A4r.png");
        assertThat(list.find("file:///mnt/scans/b\u00e4r.png")).hasToString("file:///mnt/scans/b\u00e4r.png");
    }

    @Test
    void onlyTheSameTextNamesTheSameHost() {
        AllowList hosts = AllowList.of(List.of("http://[::1]:80/", "https://Images.example.org./"));

        assertThat(hosts.find("http://[::1]/a")).isNotNull();
        assertThat(hosts.find("http://[0:0:0:0:0:0:0:1]/a")).isNull();
        assertThat(hosts.find("https://images.EXAMPLE.org.:443/a")).isNotNull();
        assertThat(hosts.find("https://images.example.org/a")).isNull();
    }

    /** Whatever segment is made up: what is allowed stays in the folder, also where a server decodes it five times. */
    @Test
    void noPathOfManyLeadsOutOfItsFolder() {
        String[] parts = {
            ".",
            "..",
            "/",
            "\\",
            ";",
            "%",
            "2e",
            "2f",
            "5c",
            "25",
            "%2e",
            "%2f",
            "%5c",
            "%25",
            "%3b",
            "%00",
            "a",
            " ",
            "%20",
            "%c0%ae",
            "%ef%bc%8e",
            "\uff0e",
            "\uff0f",
            "\u2025",
            "%252e",
            "%u002e"
        };
        Random random = new Random(14);
        int allowed = 0;
        for (int time = 0; time < 100_000; time++) {
            StringBuilder path = new StringBuilder();
            for (int part = random.nextInt(6); part >= 0; part--) {
                path.append(parts[random.nextInt(parts.length)]);
            }
            URI found = list.find("https://images.example.org/scans/" + path);
            if (found != null) {
                allowed++;
                assertThat(decodedOften(found.getRawPath())).as("%s", path).startsWith("/scans/");
            }
        }
        assertThat(allowed).isPositive();
    }

    private static String decodedOften(String rawPath) {
        String path = rawPath;
        for (int time = 0; time < 5; time++) {
            try {
                path = URLDecoder.decode(path, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                break;
            }
        }
        String folded = Normalizer.normalize(path, Normalizer.Form.NFKC).replace('\\', '/');
        return Path.of(folded.replaceAll(";[^/]*", "").replace("\0", ""))
                        .normalize()
                        .toString() + "/";
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
