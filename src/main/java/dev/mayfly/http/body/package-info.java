/** Request bodies: collected or streamed, decompressed, and limited in size and in number. */
package dev.mayfly.http.body;
