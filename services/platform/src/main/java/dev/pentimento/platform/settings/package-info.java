/** Settings from a properties file and the environment, read with Kafka's ConfigDef into validated records. */
@NullMarked
package dev.pentimento.platform.settings;

import org.jspecify.annotations.NullMarked;
