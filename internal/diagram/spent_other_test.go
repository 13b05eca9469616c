//go:build !linux

package diagram_test

import "time"

var began = time.Now()

// spent is the time that has passed: this system does not tell what a thread used.
func spent() time.Duration { return time.Since(began) }
