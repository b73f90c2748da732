package dev.pentimento.platform.rights;

import dev.pentimento.platform.failures.Causes;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthorizationException;

/** Kafka refuses a request because a right is missing. The message names the right and the ACL that grants it. */
public final class MissingRightException extends AuthorizationException {
    private static final long serialVersionUID = 1L;

    /** The reader of the message knows the user's name. The program does not, if it uses a certificate or a token. */
    private static final String PRINCIPAL = "User:NAME";

    MissingRightException(List<Right> missing) {
        super((missing.size() == 1 ? "a right is" : "rights are") + " missing in Kafka: "
                + missing.stream().map(Right::toString).collect(Collectors.joining("; "))
                + "; to add " + (missing.size() == 1 ? "it" : "them") + ": "
                + missing.stream()
                        .map(right -> "kafka-acls.sh " + right.arguments(PRINCIPAL))
                        .collect(Collectors.joining("; ")));
    }

    /** Whether a failure reports a missing right: its message is then complete, and a stack trace adds nothing. */
    public static boolean isIn(Throwable failure) {
        return Causes.include(failure, AuthorizationException.class);
    }
}
