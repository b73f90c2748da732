package dev.pentimento.platform.settings;

import java.util.regex.Pattern;

/**
 * Variables that Kubernetes, or container links, set for each service of a namespace. A service named
 * {@code pentimento-embedding} gives {@code PENTIMENTO_EMBEDDING_SERVICE_HOST},
 * {@code PENTIMENTO_EMBEDDING_SERVICE_PORT}, {@code PENTIMENTO_EMBEDDING_PORT=tcp://10.0.0.7:8080} and
 * {@code PENTIMENTO_EMBEDDING_PORT_8080_TCP_ADDR}. They look like our settings, but are not.
 */
final class ServiceLinks {
    private static final Pattern HOST_OR_PORT = Pattern.compile(".*_SERVICE_(HOST|PORT(_.+)?)");
    private static final Pattern NUMBERED_PORT = Pattern.compile(".*_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");
    private static final Pattern NAMED_PORT = Pattern.compile(".*_PORT(_.+)?");
    /** A value that no port setting can have. */
    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private ServiceLinks() {}

    static boolean contain(String variable, String value) {
        return HOST_OR_PORT.matcher(variable).matches()
                || NUMBERED_PORT.matcher(variable).matches()
                || (NAMED_PORT.matcher(variable).matches()
                        && ADDRESS.matcher(value).matches());
    }
}
