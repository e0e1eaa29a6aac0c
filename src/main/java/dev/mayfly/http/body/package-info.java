/** Request bodies: collected or streamed, decompressed, and limited in size and number. */
package dev.mayfly.http.body;
