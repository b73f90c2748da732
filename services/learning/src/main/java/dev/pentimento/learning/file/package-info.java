/** Networks and tensors as files: safetensors files, and folders of finished work. */
@NullMarked
package dev.pentimento.learning.file;

import org.jspecify.annotations.NullMarked;
