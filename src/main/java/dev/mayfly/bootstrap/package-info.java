/** The assembly of the application: configuration, the beans made from it, health, metrics, start and stop. */
package dev.mayfly.bootstrap;
