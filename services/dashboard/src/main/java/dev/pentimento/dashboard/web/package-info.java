/** The page, its JSON and CSV, and the stream of changes. */
@NullMarked
package dev.pentimento.dashboard.web;

import org.jspecify.annotations.NullMarked;
