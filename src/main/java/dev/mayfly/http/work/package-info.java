/** Long work over HTTP: started as an operation for those who prefer so, shown, and cancelled. */
package dev.mayfly.http.work;
