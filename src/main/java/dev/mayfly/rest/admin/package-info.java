/** What operators ask over HTTP. */
package dev.mayfly.rest.admin;
