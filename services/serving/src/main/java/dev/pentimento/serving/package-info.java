/**
 * Model versions in use: loaded, leased, swapped while they serve, and closed after their last user.
 *
 * <p>{@code loading} creates networks from a version's files. {@code swapping} brings the serving versions into line
 * with the registry. {@code encoders} and {@code judges} decide what the embedding service and the evaluation serve
 * with.
 */
@NullMarked
package dev.pentimento.serving;

import org.jspecify.annotations.NullMarked;
