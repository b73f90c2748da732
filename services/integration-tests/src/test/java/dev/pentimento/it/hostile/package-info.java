/**
 * Records as a broken or malicious producer writes them, drawn from a seed, and what must become of each. Nothing here uses
 * Pentimento's decoders: what is right is read with plain Avro and plain ImageIO.
 */
package dev.pentimento.it.hostile;
