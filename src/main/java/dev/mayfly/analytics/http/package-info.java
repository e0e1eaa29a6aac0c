/** Analysis over HTTP: statistics, trends, heatmaps and correlations. */
package dev.mayfly.analytics.http;
