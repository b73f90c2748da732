/**
 * Answers batches of embeddings: the champion answers each image, and the candidates judge it in shadow.
 * {@link dev.pentimento.evaluation.judging.BatchJudging} runs the networks,
 * {@link dev.pentimento.evaluation.judging.JudgeOutputs} creates the results,
 * {@link dev.pentimento.evaluation.judging.JudgeProcessor} moves records.
 */
@NullMarked
package dev.pentimento.evaluation.judging;

import org.jspecify.annotations.NullMarked;
