package dev.pentimento.learning.network;

/** Embeddings to corrected embeddings: n×dimensions → n×dimensions. */
public sealed interface CorrectionArchitecture extends Architecture permits ResidualCorrection, ThesisCorrection {
    int dimensions();
}
