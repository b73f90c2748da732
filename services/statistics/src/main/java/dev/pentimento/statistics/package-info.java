/** Statistics without Kafka, networks or clocks: functions, and counts that merge in any order. */
@NullMarked
package dev.pentimento.statistics;

import org.jspecify.annotations.NullMarked;
