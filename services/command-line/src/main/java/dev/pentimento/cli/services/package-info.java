/** Commands that run one service in its own process, as in a container. */
@NullMarked
package dev.pentimento.cli.services;

import org.jspecify.annotations.NullMarked;
