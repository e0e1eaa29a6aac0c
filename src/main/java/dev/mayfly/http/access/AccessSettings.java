package dev.mayfly.http.access;

/**
 * What access depends on besides tokens.
 *
 * @param publicMetrics whether metrics need no token
 * @param audited whether changes are written to the audit log
 */
public record AccessSettings(boolean publicMetrics, boolean audited) {}
