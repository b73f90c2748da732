/** Networks on devices: one or several, in full or half precision, in passes that fit into a device's memory. */
@NullMarked
package dev.pentimento.serving.devices;

import org.jspecify.annotations.NullMarked;
