package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
)

// fromFiles writes a model to a folder, as carejourney generate does, and reads it, as validate and serve do.
func fromFiles(ctx context.Context, m *model.Model, journeys int, seed uint64, t *table) error {
	dir, err := os.MkdirTemp("", "national")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	folder := generate.NewFolder(m, dir)
	err = generate.Generate(ctx, m, generate.Options{Journeys: journeys, Seed: seed}, folder)
	if closed := folder.Close(err == nil); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(50)) // as the program does while it reads a large folder
	base, start := inUse(), time.Now()
	set, err := modelfile.Read(os.DirFS(dir), m)
	if err != nil {
		return err
	}
	t.time(readFiles, time.Since(start))
	read := inUse() - base
	t.add("memory of what was read, with the text of the files", float64(read), fmt.Sprintf("%.1f MB", float64(read)/1e6))
	runtime.KeepAlive(set)
	return nil
}
