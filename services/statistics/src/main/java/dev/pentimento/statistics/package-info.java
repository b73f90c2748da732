/** Statistics without Kafka, networks or clocks: functions, and counts that can be merged in any order. */
@NullMarked
package dev.pentimento.statistics;

import org.jspecify.annotations.NullMarked;
