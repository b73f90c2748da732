package dev.pentimento.platform.settings;

import static dev.pentimento.platform.settings.Setting.list;

import dev.pentimento.platform.trust.PublicKeys;
import dev.pentimento.platform.trust.VersionTrust;
import java.security.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which versions a service or a command loads. */
public final class TrustSettings {
    public static final SettingsDefinition DEFINITION = new SettingsDefinition("Trusted versions");

    private static final String ANY = "any";
    private static final String HASH = "[0-9a-f]{64}";

    private static final Setting<List<String>> KEYS = DEFINITION.add(list(
            "model.trusted.keys",
            "Ed25519 public keys, X.509 in base 64",
            "Keys of those who may publish versions. If there is one, only versions with a signature of one of these keys"
                    + " are loaded. Empty: versions need no signature."));
    private static final Setting<List<String>> PROGRAMS = DEFINITION.add(
            list(
                    "model.torchscript.allow",
                    "SHA-256 of files, or the word any",
                    "TorchScript and ONNX files that may be loaded without a signature. A TorchScript file is a program; an ONNX"
                            + " file is read by a large native parser. `any`: all of them, which is what `up` and `demo` set. With `model.trusted.keys`, the signature decides alone."));

    private TrustSettings() {}

    static VersionTrust from(Settings settings) {
        SettingValues values = settings.read(DEFINITION);
        Set<String> programs = values.get(PROGRAMS).stream()
                .map(hash -> hash.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        programs.stream()
                .filter(hash -> !hash.equals(ANY) && !hash.matches(HASH))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new SettingsException(PROGRAMS + ": '" + wrong
                            + "' is neither a SHA-256 of 64 hexadecimal digits nor the word any");
                });
        return new VersionTrust(
                values.get(KEYS).stream().map(TrustSettings::key).toList(), programs, programs.contains(ANY));
    }

    private static PublicKey key(String text) {
        try {
            return PublicKeys.read(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(KEYS + ": " + e.getMessage());
        }
    }
}
