package dev.mayfly.http.access;

import java.util.List;

/** The access rules of one feature's operations. Beans of this type are discovered automatically. */
public interface AccessRules {
    /** Returns the rules, in any order. */
    List<AccessRule> rules();
}
