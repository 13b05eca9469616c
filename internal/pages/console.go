package pages

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/table"
)

// What a page shows of an answer; files have all of it.
const (
	maxRows   = 200
	maxJSON   = 256 << 10
	maxErrors = 5
	maxForm   = 64 << 10
)

// consolePage is where anybody can ask.
type consolePage struct {
	Library   []asked
	OfKinds   []library.Question
	Query     string
	Variables string
	Result    *result // nil until something was asked
}

// operationPage is one question of the library, with its variables to fill in.
type operationPage struct {
	library.Question
	Title  string
	Inputs []input
	Result *result
	Form   string // address of the console with this question in it
}

// result is an answer as a page shows it.
type result struct {
	Errors    []string
	Table     table.Table
	Total     int // rows there are, of which the table may show fewer
	JSON      string
	JSONBytes int // of the whole answer
	Version   int64
	CSVFile   string // address of the answer as a file, "" where it has none
	JSONFile  string
}

func (p *Pages) console(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		p.badRequest(w, []fieldError{{Text: "The form could not be read. A query may have 64 KB."}})
		return
	}
	shown := consolePage{Library: byAsker(p.offered), OfKinds: library.OfKinds(p.model)}
	if q, ok := p.questions[r.Form.Get("question")]; ok {
		shown.Query, shown.Variables = q.Query, q.Variables
	}
	if given := r.Form.Get("v"); given != "" {
		shown.Variables = given
	}
	out := page{Title: "Ask", Section: "/query", Wide: true}
	if r.Method == http.MethodPost {
		shown.Query, shown.Variables = lines(r.PostForm.Get("query")), lines(r.PostForm.Get("variables"))
		var variables map[string]any
		if err := readJSON(shown.Variables, &variables); err != nil {
			out.Errors = append(out.Errors, fieldError{"variables", "The variables must be one JSON object, for example {\"journey\": \"journey:maternity\"}."})
		} else {
			shown.Result, _ = p.run(r, shown.Query, variables)
			for _, text := range shown.Result.Errors {
				out.Errors = append(out.Errors, fieldError{"query", text})
			}
		}
	}
	out.Body = shown
	p.render(w, http.StatusOK, "console", out)
}

// lines undoes the line ends that forms put in.
func lines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// readJSON reads one JSON value; an empty text leaves the value as it is.
func readJSON(text string, into any) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value")
	}
	return nil
}

// run asks a query and gives the answer as a page shows it, and as it is.
func (p *Pages) run(r *http.Request, query string, variables map[string]any) (*result, []byte) {
	req := graph.Request{Query: query, Variables: variables, QueriesOnly: true}
	if p.known != nil {
		if _, err := p.known(req); err != nil {
			return &result{Errors: []string{err.Error()}}, nil
		}
	}
	resp := p.engine.Do(r.Context(), req)
	out := &result{Version: int64(resp.Version), JSONBytes: len(resp.Data)}
	for _, e := range resp.Errors[:min(len(resp.Errors), maxErrors)] {
		out.Errors = append(out.Errors, e.Error())
	}
	if resp.Data == nil {
		return out, nil
	}
	if len(resp.Data) <= maxJSON {
		var pretty bytes.Buffer
		if json.Indent(&pretty, resp.Data, "", "  ") == nil {
			out.JSON = pretty.String()
		}
	}
	t, err := table.From(resp.Data)
	if err != nil {
		out.Errors = append(out.Errors, "The answer could not be shown as a table.")
	}
	out.Total = len(t.Rows)
	t.Rows = t.Rows[:min(len(t.Rows), maxRows)]
	out.Table = t
	return out, resp.Data
}

// operation shows a question of the library with its variables, and the answer where values are given. The same address
// with .json or .csv behind the name gives the answer as a file.
func (p *Pages) operation(w http.ResponseWriter, r *http.Request) {
	name, format := r.PathValue("name"), ""
	for _, ending := range []string{"json", "csv"} {
		if short, ok := strings.CutSuffix(name, "."+ending); ok {
			name, format = short, ending
		}
	}
	q, ok := p.questions[name]
	if !ok {
		p.notFound(w, r)
		return
	}
	given := r.URL.Query()
	inputs, variables, problems := p.readInputs(q, given)
	p.offerNames(r, inputs)
	shown := operationPage{Question: q, Title: title(strings.ReplaceAll(name, "-", " ")), Inputs: inputs, Form: "/query?question=" + name}
	status := http.StatusOK
	asked := given.Has("v") || given.Has("run") || format != ""
	switch {
	case len(problems) > 0:
		status = http.StatusBadRequest
	case asked:
		var data []byte
		shown.Result, data = p.run(r, q.Query, variables)
		if format != "" && data != nil {
			p.answerFile(w, r, name, format, data)
			return
		}
		for _, text := range shown.Result.Errors {
			problems = append(problems, fieldError{"", text})
			status = http.StatusBadRequest
		}
		if text, err := json.Marshal(variables); err == nil {
			v := "?v=" + url.QueryEscape(string(text))
			shown.Result.CSVFile, shown.Result.JSONFile = "/query/"+name+".csv"+v, "/query/"+name+".json"+v
			shown.Form += "&v=" + url.QueryEscape(string(text))
		}
	}
	p.render(w, status, "operation", page{
		Title: shown.Title, Section: "/query", Crumbs: []link{{"Ask", "/query"}}, Wide: true, Body: shown, Errors: problems,
		Behind: []behind{newBehind(r, q, variables)},
	})
}

// answerFile sends an answer as the command line writes it.
func (p *Pages) answerFile(w http.ResponseWriter, r *http.Request, name, format string, data []byte) {
	var out bytes.Buffer
	contentType := "application/json; charset=utf-8"
	var err error
	if format == "csv" {
		contentType = "text/csv; charset=utf-8"
		var t table.Table
		if t, err = table.From(data); err == nil {
			err = t.CSV(&out)
		}
	} else if err = json.Indent(&out, data, "", "  "); err == nil {
		out.WriteByte('\n')
	}
	if err != nil {
		p.fail(w, r, err)
		return
	}
	send(w, r, name+"."+format, contentType, out.Bytes())
}
