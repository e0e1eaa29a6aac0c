/** Commands over HTTP: what all domains have in common. */
package dev.mayfly.command.http;
