/**
 * Events as JSON. It stands beside the contracts because the JSON of an event is as public as its schema, and because this
 * module knows Jackson anyway, for the schema registry.
 */
@NullMarked
package dev.pentimento.schemas.json;

import org.jspecify.annotations.NullMarked;
