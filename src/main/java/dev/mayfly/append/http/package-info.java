/** The write side over HTTP: appending events. */
package dev.mayfly.append.http;
