/** What searches look for in the events themselves, beyond what is indexed: texts, and conditions on values. */
@NullMarked
package dev.mayfly.eventstore.content;

import org.jspecify.annotations.NullMarked;
