//go:build unix

package server_test

import (
	"syscall"
	"time"
)

// processorTime is how long processors have worked for this program so far. What else the machine does is not in it.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // it cannot fail for the program itself
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
