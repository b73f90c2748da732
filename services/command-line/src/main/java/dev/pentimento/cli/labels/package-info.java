/** Images that need a label: which requests are open, and how annotators get them. */
@NullMarked
package dev.pentimento.cli.labels;

import org.jspecify.annotations.NullMarked;
