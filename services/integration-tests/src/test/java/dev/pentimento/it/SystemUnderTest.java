package dev.pentimento.it;

import dev.pentimento.platform.ServiceContext;
import org.awaitility.core.ConditionFactory;

/** A whole system, wherever it runs, with what a test needs to play the world outside. */
interface SystemUnderTest {
    /** A client's, for its brokers and its registry. */
    ServiceContext context();

    CommittedLog log();

    WorldOutside world();

    /** Waits at most so long, and no longer once a service has stopped. */
    ConditionFactory await(String what);
}
