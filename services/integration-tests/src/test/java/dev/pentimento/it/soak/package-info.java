/** What a process holds while millions of images pass, and whether it grows. */
package dev.pentimento.it.soak;
