/** The page, its JSON and CSV, and the stream that tells what changed. */
@NullMarked
package dev.pentimento.dashboard.web;

import org.jspecify.annotations.NullMarked;
