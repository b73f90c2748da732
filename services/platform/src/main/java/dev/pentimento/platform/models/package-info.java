/** Model versions and their files, which travel through Kafka. */
@NullMarked
package dev.pentimento.platform.models;

import org.jspecify.annotations.NullMarked;
