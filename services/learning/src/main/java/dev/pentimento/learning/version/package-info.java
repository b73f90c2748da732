/** A whole model version from data: encoder, classifier, correction, replay set, drift reference and figures. */
@NullMarked
package dev.pentimento.learning.version;

import org.jspecify.annotations.NullMarked;
