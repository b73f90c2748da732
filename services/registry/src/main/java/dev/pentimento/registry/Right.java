package dev.pentimento.registry;

import io.javalin.security.RouteRole;

/** What credentials allow, and what a route needs. */
public enum Right implements RouteRole {
    /** Find schemas, and check whether one could be registered. */
    READ,
    /** Register and delete schemas, set levels and modes; and read. */
    WRITE
}
