package dev.pentimento.embedding.decoding;

/**
 * What became of one record: an image whose pixels are in place, one that is still to be fetched, one that is to be tried
 * again, or a dead letter.
 */
sealed interface DecodingResult permits DecodedImage, BatchDecoder.ToFetch, Failed, Rejected {}
