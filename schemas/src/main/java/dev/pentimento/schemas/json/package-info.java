/**
 * Events as JSON. It is in this module because an event's JSON is as public as its schema, and because this module
 * depends on Jackson anyway, for the schema registry.
 */
@NullMarked
package dev.pentimento.schemas.json;

import org.jspecify.annotations.NullMarked;
