/** Networks that come as TorchScript: loaded modules, and classifiers that training differentiates through. */
@NullMarked
package dev.pentimento.learning.network.script;

import org.jspecify.annotations.NullMarked;
