/**
 * From the bytes of an image file to the input of a network, and back.
 *
 * <p>Networks are trained in many places, most of them with Python, so an image must become the same numbers here as
 * there. Where Java's own imaging differs from the Python Imaging Library (PIL, which torchvision uses), this package
 * follows PIL: grey is the luma of ITU-R BT.601, resizing has half-pixel centres and is anti-aliased, and the samples
 * of a PNG are used as stored.
 */
@NullMarked
package dev.pentimento.learning.image;

import org.jspecify.annotations.NullMarked;
