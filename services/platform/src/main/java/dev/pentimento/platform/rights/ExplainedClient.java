package dev.pentimento.platform.rights;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;

/** A Kafka client that names the missing right where Kafka only reports a refusal. */
public final class ExplainedClient {
    private ExplainedClient() {}

    /**
     * Wraps a client.
     *
     * @param type the client's interface
     */
    public static <C> C of(Class<C> type, C client, Rights rights) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    try {
                        return method.invoke(client, given);
                    } catch (InvocationTargetException e) {
                        Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
                        throw rights.missing(thrown)
                                .<Throwable>map(each -> each)
                                .orElse(thrown);
                    }
                }));
    }
}
