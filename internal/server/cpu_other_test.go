//go:build !unix

package server_test

import "time"

var started = time.Now()

// processorTime is the time that has passed, where nothing better is known.
func processorTime() time.Duration { return time.Since(started) }
