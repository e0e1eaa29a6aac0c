/**
 * What the engine stores for each event, in columns whose chunks forks share: values, records, ids, causes and texts.
 */
@NullMarked
package dev.mayfly.eventstore.column;

import org.jspecify.annotations.NullMarked;
