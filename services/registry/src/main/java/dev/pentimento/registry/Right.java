package dev.pentimento.registry;

import io.javalin.security.RouteRole;

/** A right that credentials grant and a route requires. */
public enum Right implements RouteRole {
    /** Find schemas, and check whether one could be registered. */
    READ,
    /** Register and delete schemas, set levels and modes; and read. */
    WRITE
}
