package dev.pentimento.learning.version;

import dev.pentimento.learning.inference.Opinions;
import dev.pentimento.learning.training.LabelledRows;

/** @param embeddings n×dimensions, with their labels @param opinions of the new version on them */
public record HeldOut(LabelledRows embeddings, Opinions opinions) {}
