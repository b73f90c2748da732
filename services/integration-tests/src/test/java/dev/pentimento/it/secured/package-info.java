/** Three brokers that check who asks and what he may do. */
@NullMarked
package dev.pentimento.it.secured;

import org.jspecify.annotations.NullMarked;
