package diagram

import (
	"archive/zip"
	"bytes"
)

// packed is a file in an archive.
type packed struct{ name, text string }

// archive packs files in the order given. No file has a time, so that the same files give the same bytes.
func archive(files []packed) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range files {
		to, err := w.CreateHeader(&zip.FileHeader{Name: file.name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := to.Write([]byte(file.text)); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
