/** {@code pentimento bench}: runs benchmarks, each run in a process of its own. */
@NullMarked
package dev.pentimento.cli.bench;

import org.jspecify.annotations.NullMarked;
