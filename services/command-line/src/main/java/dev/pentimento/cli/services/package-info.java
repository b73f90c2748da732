/** One service in a process of its own, as in a container. */
@NullMarked
package dev.pentimento.cli.services;

import org.jspecify.annotations.NullMarked;
