package dev.mayfly.rest;

/**
 * The whole body of a request.
 *
 * @param bytes an array that belongs to whoever got the body
 * @param length how many of the array's bytes, from its first, are the body
 * @param onEventLoop whether it was handed over on the event loop, where nothing may block, or else on a worker
 */
public record RequestBody(byte[] bytes, int length, boolean onEventLoop) {}
