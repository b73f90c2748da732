/** TorchScript networks: loaded modules, and classifiers through which training differentiates. */
@NullMarked
package dev.pentimento.learning.network.script;

import org.jspecify.annotations.NullMarked;
