package pages

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/web"
)

// assets are the files that pages load. All of them lie under one address with a hash of their content, so that browsers
// keep them for ever and files can name each other.
type assets struct {
	hash  string
	files map[string]asset
}

type asset struct {
	contentType   string
	plain, zipped []byte
}

var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".svg": "image/svg+xml; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".ttf": "font/ttf",
}

func readAssets() (*assets, error) {
	entries, err := fs.ReadDir(web.Files, "assets")
	if err != nil {
		return nil, err
	}
	contents := map[string][]byte{"sans.ttf": diagram.Font(false), "sans-bold.ttf": diagram.Font(true)}
	names := []string{"sans.ttf", "sans-bold.ttf"}
	for _, e := range entries {
		if contents[e.Name()], err = web.Files.ReadFile("assets/" + e.Name()); err != nil {
			return nil, err
		}
		names = append(names, e.Name())
	}
	a := &assets{files: map[string]asset{}}
	sum := sha256.New()
	for _, name := range names {
		sum.Write(contents[name])
		zipped, err := zip(contents[name])
		if err != nil {
			return nil, err
		}
		a.files[name] = asset{contentTypes[path.Ext(name)], contents[name], zipped}
	}
	a.hash = hex.EncodeToString(sum.Sum(nil)[:6])
	return a, nil
}

func zip(data []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	return out.Bytes(), err
}

func (p *Pages) asset(w http.ResponseWriter, r *http.Request) {
	file, ok := p.assets.files[r.PathValue("name")]
	if !ok || r.PathValue("hash") != p.assets.hash {
		p.notFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Content-Type", file.contentType)
	h.Set("Vary", "Accept-Encoding")
	data := file.plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && len(file.zipped) < len(data) {
		h.Set("Content-Encoding", "gzip")
		data = file.zipped
	}
	_, _ = w.Write(data)
}
