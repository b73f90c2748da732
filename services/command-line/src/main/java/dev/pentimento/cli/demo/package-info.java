/**
 * The demo: real images, a drift that begins part-way, and late labels. This package plays the outside world: a camera,
 * an annotator, and an auditor that recounts everything from the topics. The services do not know about it.
 */
@NullMarked
package dev.pentimento.cli.demo;

import org.jspecify.annotations.NullMarked;
