package diagram_test

import (
	"syscall"
	"time"
)

// spent is the processor time that this thread has used.
func spent() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_THREAD, &used); err != nil {
		panic(err) // the arguments are always right
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
