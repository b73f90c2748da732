/** The manifests in {@code k8s/}: whether Kubernetes would take them, and their containers run as a kubelet runs them. */
package dev.pentimento.it.kubernetes;
