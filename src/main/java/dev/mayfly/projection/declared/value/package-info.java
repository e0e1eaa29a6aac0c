/** The values that declared projections read from events: paths, exact decimals, scalars. */
@NullMarked
package dev.mayfly.projection.declared.value;

import org.jspecify.annotations.NullMarked;
