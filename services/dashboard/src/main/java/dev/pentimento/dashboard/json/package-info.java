/** The JSON of the HTTP API. */
@NullMarked
package dev.pentimento.dashboard.json;

import org.jspecify.annotations.NullMarked;
