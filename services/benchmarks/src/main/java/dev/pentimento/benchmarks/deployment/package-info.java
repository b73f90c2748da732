/** The services in processes of their own, as users deploy them. */
@NullMarked
package dev.pentimento.benchmarks.deployment;

import org.jspecify.annotations.NullMarked;
