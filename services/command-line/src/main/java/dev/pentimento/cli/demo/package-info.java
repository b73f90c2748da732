/**
 * The demo: real images, a drift that sets in part-way, labels that come late. What is here plays the world outside, a
 * camera and an annotator, and an auditor who recounts everything from the topics. The services know nothing of it.
 */
@NullMarked
package dev.pentimento.cli.demo;

import org.jspecify.annotations.NullMarked;
