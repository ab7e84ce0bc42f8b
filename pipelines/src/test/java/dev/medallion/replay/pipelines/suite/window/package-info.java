/** What a window takes in and leaves alone, each rule shown on a lake of a handful of objects. */
package dev.medallion.replay.pipelines.suite.window;
