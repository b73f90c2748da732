/**
 * Protection for the HTTP servers of all services: limits on what clients send, read and request, authentication, and
 * TLS.
 *
 * <p>A slow client never occupies a thread. A body is read before a thread handles the request, and a response is
 * complete before it is sent; Jetty does both without a thread. The number of threads is therefore fixed, and only
 * actual work counts against it. Health and metrics have their own threads.
 */
@NullMarked
package dev.pentimento.http;

import org.jspecify.annotations.NullMarked;
