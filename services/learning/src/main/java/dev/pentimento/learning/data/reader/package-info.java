/** Readers of data sets: image folders, list files, IDX, MedMNIST archives, COVIDx. */
@NullMarked
package dev.pentimento.learning.data.reader;

import org.jspecify.annotations.NullMarked;
