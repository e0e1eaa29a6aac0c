/** A second domain, which {@code docs/guide/your-own-domain.md} builds step by step. */
package dev.mayfly.membership;
