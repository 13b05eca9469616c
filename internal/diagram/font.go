package diagram

import (
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
)

// Font gives the file, in TrueType, of the letters that pictures are measured with, for browsers that have none as wide.
func Font(bold bool) []byte {
	if bold {
		return liberationsansbold.TTF
	}
	return liberationsansregular.TTF
}
