package pages

import "net/http"

func (p *Pages) accessibility(w http.ResponseWriter, _ *http.Request) {
	p.render(w, http.StatusOK, "accessibility", page{Title: "Accessibility statement"})
}

func (p *Pages) licences(w http.ResponseWriter, _ *http.Request) {
	p.render(w, http.StatusOK, "licences", page{Title: "Licences", Body: p.notices})
}

// status says what is served, how old it is and whether anything is wrong with it.
func (p *Pages) status(w http.ResponseWriter, r *http.Request) {
	counts, asked, err := p.sizes(r)
	shown := statusPage{State: p.state(), Asked: p.now().UTC().Format("2 January 2006, 15:04 UTC"), Answers: err == nil}
	code := http.StatusOK
	if err != nil || !shown.Ready {
		code = http.StatusServiceUnavailable
	}
	for _, size := range counts {
		shown.Nodes += size.TotalCount
	}
	p.render(w, code, "status", page{Title: "Status", Section: "/status", Body: shown, Behind: asked})
}

// statusPage is how the graph is doing.
type statusPage struct {
	State
	Asked   string
	Answers bool
	Nodes   int
}
