/**
 * Settings from a properties file and the environment. A service declares each of its settings once as a {@link
 * dev.pentimento.platform.settings.Setting} and reads them into a validated record.
 */
@NullMarked
package dev.pentimento.platform.settings;

import org.jspecify.annotations.NullMarked;
