package dev.pentimento.embedding.decoding;

/**
 * The result for one record: an image with its pixels, an image that is still to be fetched, a record to retry, or a
 * dead letter.
 */
sealed interface DecodingResult permits DecodedImage, BatchDecoder.ToFetch, Failed, Rejected {}
