package dev.pentimento.platform.trust;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which versions may be loaded. With keys, only versions signed by one of them. Without keys, every version
 * whose files contain only numbers; a file that is a program must be listed.
 *
 * @param keys Ed25519 public keys of the trusted publishers
 * @param programs SHA-256 of the files that may be programs
 * @param anyProgram whether every file may be a program
 */
public record VersionTrust(List<PublicKey> keys, Set<String> programs, boolean anyProgram) {
    /** For a program's own files. */
    public static final VersionTrust ANY = new VersionTrust(List.of(), Set.of(), true);

    /** The only format from which a reader takes only numbers. */
    private static final String NUMBERS = "safetensors";

    public VersionTrust {
        keys = List.copyOf(keys);
        programs = Set.copyOf(programs);
    }

    /** Whether versions need a signature. */
    public boolean demandsSignature() {
        return !keys.isEmpty();
    }

    /** Why the version must not be loaded, without a full stop; empty if it may be loaded. */
    public Optional<String> objection(ModelVersion version) {
        return demandsSignature() ? signatureObjection(version) : programObjection(version);
    }

    private Optional<String> signatureObjection(ModelVersion version) {
        ByteBuffer signature = version.getSignature();
        if (signature == null) {
            return Optional.of("it is not signed, but model.trusted.keys requires a signature");
        }
        byte[] bytes = new byte[signature.remaining()];
        signature.duplicate().get(bytes);
        return isSigned(VersionStatement.of(version), bytes)
                ? Optional.empty()
                : Optional.of("its signature matches none of the keys in model.trusted.keys, or the version was changed"
                        + " after it was signed");
    }

    private Optional<String> programObjection(ModelVersion version) {
        return Stream.of(
                        version.getEncoderFile(),
                        version.getClassifierFile(),
                        version.getCorrectionFile(),
                        version.getReferenceFile(),
                        version.getReplayFile())
                .flatMap(Stream::ofNullable)
                .filter(file ->
                        !file.getFormat().equals(NUMBERS) && !anyProgram && !programs.contains(file.getSha256()))
                .findFirst()
                .map(VersionTrust::programObjection);
    }

    private static String programObjection(Artifact file) {
        return "its file " + file.getSha256() + " has the format " + file.getFormat()
                + ", which may be a program, and no setting allows it: add the hash to model.torchscript.allow, or sign the"
                + " version with a key in model.trusted.keys";
    }

    /** Whether versions signed with this key may be loaded. */
    public boolean accepts(SigningKey key) {
        byte[] statement = "pentimento key 1\n".getBytes(StandardCharsets.UTF_8);
        return isSigned(statement, key.signature(statement));
    }

    private boolean isSigned(byte[] statement, byte[] signature) {
        return keys.stream().anyMatch(key -> isSigned(statement, signature, key));
    }

    private static boolean isSigned(byte[] statement, byte[] signature, PublicKey key) {
        try {
            Signature verification = Signature.getInstance(PublicKeys.ALGORITHM);
            verification.initVerify(key);
            verification.update(statement);
            return verification.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            return false; // its length or format is wrong
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }
}
