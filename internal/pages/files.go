package pages

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/model"
)

// file serves a picture in a format: the same bytes as the command line gives.
func (p *Pages) file(w http.ResponseWriter, r *http.Request, picture diagram.Picture, at address) {
	select {
	case p.drawing <- struct{}{}:
		defer func() { <-p.drawing }()
	case <-r.Context().Done():
		p.fail(w, r, model.Errorf(model.Unavailable, "too many pictures at once"))
		return
	}
	data, contentType, err := diagram.Write(picture, at.format)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	name := fileName(at.id)
	if at.view.picture != "map" {
		name += "-" + at.view.picture
	}
	send(w, r, name+"."+cmp.Or(endings[at.format], at.format), contentType, data)
}

// send answers with a file, or says that the one the browser has is still the same.
func send(w http.ResponseWriter, r *http.Request, name, contentType string, data []byte) {
	sum := sha256.Sum256(data)
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Disposition", `inline; filename="`+name+`"`)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(string(data)))
}

// fileName keeps letters, digits and dashes of an id.
func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return '-'
	}, id)
}
