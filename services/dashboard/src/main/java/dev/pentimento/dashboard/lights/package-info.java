/** The page's three answers: is the model right, has the input moved, does the correction help. */
@NullMarked
package dev.pentimento.dashboard.lights;

import org.jspecify.annotations.NullMarked;
