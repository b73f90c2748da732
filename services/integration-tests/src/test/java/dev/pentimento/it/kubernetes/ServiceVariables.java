package dev.pentimento.it.kubernetes;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment variables that Kubernetes sets for each Service of a namespace, unless {@code enableServiceLinks} is
 * false. Source: Kubernetes, <a
 * href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Service</a>.
 */
final class ServiceVariables {
    /** Any: the test looks Services up by their names. */
    private static final String ADDRESS = "10.96.0.7";

    private ServiceVariables() {}

    static Map<String, String> of(List<Service> services) {
        Map<String, String> variables = new TreeMap<>();
        services.stream()
                .filter(service -> !"None".equals(service.getSpec().getClusterIP()))
                .forEach(service -> add(variables, service));
        return variables;
    }

    private static void add(Map<String, String> variables, Service service) {
        String name = upper(service.getMetadata().getName());
        variables.put(name + "_SERVICE_HOST", ADDRESS);
        List<ServicePort> ports = service.getSpec().getPorts();
        variables.put(name + "_SERVICE_PORT", "" + ports.get(0).getPort());
        variables.put(name + "_PORT", url(ports.get(0)));
        for (ServicePort port : ports) {
            String prefix = name + "_PORT_" + port.getPort() + "_TCP";
            variables.put(name + "_SERVICE_PORT_" + upper(port.getName()), "" + port.getPort());
            variables.put(prefix, url(port));
            variables.put(prefix + "_PROTO", "tcp");
            variables.put(prefix + "_PORT", "" + port.getPort());
            variables.put(prefix + "_ADDR", ADDRESS);
        }
    }

    private static String url(ServicePort port) {
        return "tcp://" + ADDRESS + ":" + port.getPort();
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
