/**
 * What the engine stores of each event, in columns that forks share piece by piece: values, records, ids, causes,
 * texts.
 */
@NullMarked
package dev.mayfly.eventstore.column;

import org.jspecify.annotations.NullMarked;
