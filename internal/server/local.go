package server

import (
	"net"
	"net/http"
	"strings"
)

// local answers only requests that call the server by a name of this machine. Otherwise a web page could have its own
// name lead here and then change the graph as if it were a page of ours.
func local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if _, _, err := net.SplitHostPort(host); err != nil {
			host = net.JoinHostPort(strings.Trim(host, "[]"), "")
		}
		if !Loopback(host) {
			http.Error(w, "This server takes changes, so it answers only to 127.0.0.1, [::1] and localhost.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}
