/** Networks and tensors as files: safetensors, and folders of finished work. */
@NullMarked
package dev.pentimento.learning.file;

import org.jspecify.annotations.NullMarked;
