/** Puts the application together: configuration, the beans made from it, health, metrics, start and stop. */
package dev.mayfly.bootstrap;
