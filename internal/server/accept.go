package server

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// The two media types of a GraphQL answer. The newer one has HTTP status codes that mean something.
const (
	typeJSON     = "application/json"
	typeResponse = "application/graphql-response+json"
)

// negotiate picks the media type of the answer from the Accept headers. Without any, and for wildcards, it is
// application/json, as clients from before the newer type expect. ok is false where neither type is acceptable.
func negotiate(h http.Header) (mediaType string, ok bool) {
	accept := strings.Join(h.Values("Accept"), ",")
	if strings.TrimSpace(accept) == "" {
		return typeJSON, true
	}
	best, bestQ := "", 0.0
	for part := range strings.SplitSeq(accept, ",") {
		name, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		offered := ""
		switch name {
		case typeJSON, "application/*", "*/*":
			offered = typeJSON
		case typeResponse:
			offered = typeResponse
		}
		if q := quality(params["q"]); offered != "" && q > bestQ {
			best, bestQ = offered, q
		}
	}
	return best, best != ""
}

func quality(q string) float64 {
	if q == "" {
		return 1
	}
	n, err := strconv.ParseFloat(q, 64)
	if err != nil {
		return 0
	}
	return n
}

// accepts reports whether the Accept headers name a media type.
func accepts(h http.Header, wanted string) bool {
	for part := range strings.SplitSeq(strings.Join(h.Values("Accept"), ","), ",") {
		if name, params, err := mime.ParseMediaType(part); err == nil && name == wanted && quality(params["q"]) > 0 {
			return true
		}
	}
	return false
}
