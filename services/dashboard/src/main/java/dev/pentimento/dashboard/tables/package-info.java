/** The views as tables, for CSV and for long lists in JSON. */
@NullMarked
package dev.pentimento.dashboard.tables;

import org.jspecify.annotations.NullMarked;
