/**
 * Protection for the HTTP servers of all services: how much and how long a client may send, read, ask and wait, who it is,
 * and TLS.
 *
 * <p>No client holds a thread while it is slow. A body is read before a thread works on the request, and an answer is
 * complete before it is sent; Jetty does both without a thread. So the number of threads is fixed, and only work counts
 * against it. Health and metrics have threads of their own.
 */
@NullMarked
package dev.pentimento.http;

import org.jspecify.annotations.NullMarked;
