/** The write side over HTTP: appending events. */
package dev.mayfly.rest.command;
