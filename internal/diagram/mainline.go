package diagram

// mainLine tells which stages lie on the way most people take: from the first stage always the way on with the largest
// share. Where a share is not known, ways share what the others leave. A journey with no ways at all is one line.
func mainLine(j *Journey) []bool {
	on := make([]bool, len(j.Stages))
	out := make([][]Way, len(j.Stages))
	any := false
	for _, w := range j.Ways {
		if !w.Back {
			out[w.From] = append(out[w.From], w)
			any = true
		}
	}
	for at := 0; at < len(on); {
		on[at] = true
		if !any {
			at++
			continue
		}
		at = likeliest(out[at], len(on))
	}
	return on
}

// likeliest gives where the way with the largest share leads, and end where there is none.
func likeliest(ways []Way, end int) int {
	rest, unknown := 1.0, 0
	for _, w := range ways {
		if w.Share < 0 {
			unknown++
		} else {
			rest -= w.Share
		}
	}
	best, to := -1.0, end
	for _, w := range ways {
		share := w.Share
		if share < 0 {
			share = max(0, rest) / float64(unknown)
		}
		if share > best || share == best && w.To < to {
			best, to = share, w.To
		}
	}
	return to
}

// straight reports whether a way is a piece of the main line: both ends lie on it and nothing of it lies between.
func straight(w Way, main []bool) bool {
	if w.Back || !main[w.From] || !main[w.To] {
		return false
	}
	for i := w.From + 1; i < w.To; i++ {
		if main[i] {
			return false
		}
	}
	return true
}
