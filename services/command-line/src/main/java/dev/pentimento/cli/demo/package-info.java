/**
 * The demo: real images, a drift that begins part-way, labels that come late. This package plays the world outside, a
 * camera and an annotator, and an auditor that recounts everything from the topics. The services do not know of it.
 */
@NullMarked
package dev.pentimento.cli.demo;

import org.jspecify.annotations.NullMarked;
