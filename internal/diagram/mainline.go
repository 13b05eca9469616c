package diagram

// mainLine tells which stages lie on the way that is drawn straight. From the first stage it goes on where, of all people,
// the most stages are still to come: the share who take a way times how far they have to go, so that it neither stops at
// an early end that many reach nor takes a detour that few take. A journey with no ways at all is one line.
func mainLine(j *Journey) []bool {
	on := make([]bool, len(j.Stages))
	out := make([][]Way, len(j.Stages))
	ways := 0
	for _, w := range j.Ways {
		if !w.Back {
			out[w.From] = append(out[w.From], w)
			ways++
		}
	}
	if ways == 0 {
		for i := range on {
			on[i] = true
		}
		return on
	}
	// Ways that are not back lead to later stages only, so one walk from the end finds how far there is to go.
	togo, next := make([]float64, len(on)), make([]int, len(on))
	for i := len(on) - 1; i >= 0; i-- {
		togo[i], next[i] = 1, len(on)
		best := 0.0
		for k, share := range shares(out[i]) {
			w := out[i][k]
			ahead := share * togo[w.To]
			togo[i] += ahead
			if ahead > best || ahead == best && w.To < next[i] {
				best, next[i] = ahead, w.To
			}
		}
	}
	for at := 0; at < len(on); at = next[at] {
		on[at] = true
	}
	return on
}

// ends tells from which stages no way leads.
func (j *Journey) ends() []bool {
	ends := make([]bool, len(j.Stages))
	for i := range ends {
		ends[i] = true
	}
	for _, w := range j.Ways {
		ends[w.From] = false
	}
	return ends
}

// shares gives the share of every way. Those that are not known share what the others leave.
func shares(ways []Way) []float64 {
	rest, unknown := 1.0, 0
	for _, w := range ways {
		if w.Share < 0 {
			unknown++
		} else {
			rest -= w.Share
		}
	}
	out := make([]float64, len(ways))
	for i, w := range ways {
		out[i] = w.Share
		if w.Share < 0 {
			out[i] = max(0, rest) / float64(unknown)
		}
	}
	return out
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
