/** TorchScript networks: loaded modules, and classifiers through which training differentiates, and files rewritten for
 * faster inference. */
@NullMarked
package dev.pentimento.learning.network.script;

import org.jspecify.annotations.NullMarked;
