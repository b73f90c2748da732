/** The system under faults: three brokers and every service, each a process of its own, and what can be done to them. */
@NullMarked
package dev.pentimento.it.faults.system;

import org.jspecify.annotations.NullMarked;
