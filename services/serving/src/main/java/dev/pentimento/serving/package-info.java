/**
 * Model versions at work: loaded, leased, swapped while they serve, and closed after their last user.
 *
 * <p>{@code loading} makes networks of a version's files. {@code swapping} brings what serves to the state of the
 * registry. {@code encoders} and {@code judges} say what the embedding service and the evaluation serve with.
 */
@NullMarked
package dev.pentimento.serving;

import org.jspecify.annotations.NullMarked;
