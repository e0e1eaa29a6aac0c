package dev.mayfly.eventstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What readers learn of undos from {@link UndoCount}, and of the end of a structure from {@link Published}. */
class UndoCountTest {
    @Test
    void a_count_holds_until_an_undo_begins_and_never_again() {
        UndoCount undos = new UndoCount();
        int before = undos.stable();
        assertThat(undos.isStill(before)).isTrue();
        for (int i = 0; i < 3; i++) {
            undos.begin();
            assertThat(undos.isStill(before)).isFalse();
            undos.end();
            assertThat(undos.isStill(before)).isFalse();
            assertThat(undos.isStill(undos.stable())).isTrue();
        }
    }

    @Test
    void the_end_is_what_was_published_last() {
        Published published = new Published();
        assertThat(published.end()).isZero();
        for (int end : new int[] {1, 7, 3, -1}) {
            published.publish(end);
            assertThat(published.end()).isEqualTo(end);
        }
    }
}
