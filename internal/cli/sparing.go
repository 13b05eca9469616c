package cli

import (
	"io/fs"
	"runtime/debug"
)

// largeFolder is from how many bytes of model files on memory is saved while they are read, at the cost of some time.
const largeFolder = 64 << 20

// sparing does some work on a folder. Where the folder is large, garbage is collected more often meanwhile: otherwise what is
// only needed on the way would take several times the room of what stays.
func sparing(files fs.FS, work func() error) error {
	const percent = 50
	if sizeOf(files) >= largeFolder {
		before := debug.SetGCPercent(percent)
		if before >= 0 && before < percent {
			debug.SetGCPercent(before) // somebody wants to save even more
		}
		defer debug.SetGCPercent(before)
	}
	return work()
}

// sizeOf gives how many bytes of model files there are. What cannot be read is reported by whoever reads it.
func sizeOf(files fs.FS) int64 {
	size := int64(0)
	_ = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && isModelFile(name) {
			if info, err := d.Info(); err == nil {
				size += info.Size()
			}
		}
		return nil
	})
	return size
}
