/** Messages to the operator's webhook: what is told, what was told, and how it is delivered. */
@NullMarked
package dev.pentimento.dashboard.notifications;

import org.jspecify.annotations.NullMarked;
