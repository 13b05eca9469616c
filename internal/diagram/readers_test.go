package diagram_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/nodetest"
)

// read is what a program that others read our files with found in one.
type read struct {
	Name     string
	Problems []string
	Cells    []readCell // of draw.io
	Moved    int        // ends of lines that were moved with what they are tied to
	Nodes    []struct{ Name, Label string }
	Edges    []struct{ From, To string }
	Clusters []string
}

type readCell struct {
	ID, Parent, Label, Tooltip, Lane, Shape, Source, Target string
	Edge                                                    bool
}

// TestOthersReadTheFiles lets the engine of draw.io, mermaid, Graphviz and Microsoft's validator of office files read files of every view
// of every journey, and of invented ones with hostile names and of 60 stages. They have nothing against any, and find in them what the picture has.
func TestOthersReadTheFiles(t *testing.T) {
	drawn := map[string]diagram.Picture{}
	for _, view := range diagram.Views() {
		for _, id := range all(t) {
			drawn[view.Name+"-"+strings.TrimPrefix(id, "journey:")] = picture(t, view.Name, id, diagram.Options{})
		}
	}
	drawn["narrowed"] = narrowed(t, "journey:maternity", diagram.Options{Area: "organisation:Y63", Group: "deaf-person", Trace: "standard:snomed-ct"})
	for seed := range uint64(3) {
		for i, p := range pictures(seed) {
			drawn[fmt.Sprintf("invented-%d-%d", seed, i)] = p
		}
		drawn[fmt.Sprint("long-", seed)] = long(rand.New(rand.NewPCG(seed, 60)), 60)
	}
	verdicts := readByOthers(t, drawn)
	for name, p := range drawn {
		for _, format := range readable(name, p) {
			t.Run(name+" as "+format, func(t *testing.T) {
				got, ok := verdicts[name+"."+format]
				require.True(t, ok, "was not read")
				require.Empty(t, got.Problems)
				j, isJourney := p.(*diagram.Journey)
				switch format {
				case "drawio":
					saysWhatThePictureSays(t, p, got.Cells)
					if isJourney {
						joinsWhatTheJourneyJoins(t, j, got.Cells)
						require.True(t, got.Moved > 0 || len(j.Ways)+len(j.Exits) == 0, "no line goes with anything")
					}
				case "mermaid", "dot":
					saysTheWays(t, j, got)
				}
			})
		}
	}
}

// readable are the formats in which a picture is read by others; office files, which take longest, of a few.
func readable(name string, p diagram.Picture) []string {
	formats := []string{"drawio"}
	if _, ok := p.(*diagram.Journey); ok {
		formats = append(formats, "mermaid", "dot")
	}
	if !strings.HasPrefix(name, "long-") && (strings.HasSuffix(name, "-maternity") || strings.HasSuffix(name, "-neonatal-care") || strings.HasPrefix(name, "invented-1") || name == "narrowed") {
		formats = append(formats, "pptx", "xlsx")
	}
	return formats
}

// readByOthers writes pictures into a folder and gives what readers say of each file.
func readByOthers(t *testing.T, drawn map[string]diagram.Picture) map[string]read {
	t.Helper()
	folder := t.TempDir()
	for name, p := range drawn {
		for _, format := range readable(name, p) {
			data, _, err := diagram.Write(p, format)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(folder, name+"."+format), data, 0o600))
		}
	}
	cmd := nodetest.Command(t, "testdata/readers", "read.mjs", folder)
	var wrong bytes.Buffer
	cmd.Env, cmd.Stderr = append(os.Environ(), "CHROMIUM="+nodetest.Chromium(t)), &wrong
	out, err := cmd.Output()
	require.NoError(t, err, wrong.String())
	verdicts := map[string]read{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
		var r read
		require.NoError(t, decoder.Decode(&r))
		verdicts[r.Name] = r
	}
	return verdicts
}

// saysWhatThePictureSays holds the labels of a file to the texts of the picture, line by line.
func saysWhatThePictureSays(t *testing.T, p diagram.Picture, cells []readCell) {
	t.Helper()
	var said []string
	for _, c := range cells {
		if c.Label != "" {
			said = append(said, strings.Split(c.Label, "\n")...)
		}
	}
	want := diagram.Texts(diagram.Draw(p, diagram.Links{}))
	slices.Sort(said)
	slices.Sort(want)
	require.Equal(t, want, said)
}

// joined is what a line joins: a stage, from 1, or another journey.
type joined struct {
	stage int
	exit  string
}

// hangTogether gives what lines of a file join, directly or by joints.
func hangTogether(t *testing.T, cells []readCell) map[string][]joined {
	t.Helper()
	nodes, joints := map[string]joined{}, map[string]string{}
	for _, c := range cells {
		n, err := strconv.Atoi(c.Label)
		to, isExit := strings.CutPrefix(c.Tooltip, "leads to the journey ")
		switch {
		case c.Shape == "waypoint":
			joints[c.ID] = c.ID
		case err == nil && c.Shape == "ellipse":
			require.NotContains(t, nodes, c.ID)
			nodes[c.ID] = joined{stage: n}
		case isExit && !c.Edge:
			nodes[c.ID] = joined{exit: to}
		}
	}
	var root func(id string) string
	root = func(id string) string {
		if joints[id] == id {
			return id
		}
		return root(joints[id])
	}
	for _, c := range cells {
		if joints[c.Source] != "" && joints[c.Target] != "" {
			joints[root(c.Source)] = root(c.Target)
		}
	}
	// What hangs together, by joint or by the line that joins two boxes.
	hang := map[string][]joined{}
	for _, c := range cells {
		if !c.Edge {
			continue
		}
		at := c.ID
		for _, end := range []string{c.Source, c.Target} {
			if joints[end] != "" {
				at = root(end)
			}
		}
		for _, end := range []string{c.Source, c.Target} {
			if n, ok := nodes[end]; ok && !slices.Contains(hang[at], n) {
				hang[at] = append(hang[at], n)
			}
		}
	}
	return hang
}

// joinsWhatTheJourneyJoins holds the lines of a file to the ways of a journey: stages are joined, directly or by joints, where a way leads
// from one to the other, and nowhere else.
func joinsWhatTheJourneyJoins(t *testing.T, j *diagram.Journey, cells []readCell) {
	t.Helper()
	hang := hangTogether(t, cells)
	led := map[int][]int{} // by stage that is led to, those that lead there
	for _, w := range j.Ways {
		led[w.To+1] = append(led[w.To+1], w.From+1)
	}
	for _, together := range hang {
		explained := len(together) <= 2 && slices.ContainsFunc(together, func(n joined) bool { return n.exit != "" })
		for to, from := range led {
			explained = explained || !slices.ContainsFunc(together, func(n joined) bool { return n.stage != to && !slices.Contains(from, n.stage) })
		}
		require.True(t, explained, "%v are joined, and no ways explain that", together)
	}
	strip := func(stage int) int {
		return slices.IndexFunc(diagram.Strips(j), func(s [2]int) bool { return s[0] <= stage && stage < s[1] })
	}
	for _, w := range j.Ways {
		if strip(w.From) != strip(w.To) {
			continue // it leaves the strip and comes back in another
		}
		found := false
		for _, together := range hang {
			found = found || slices.Contains(together, joined{stage: w.From + 1}) && slices.Contains(together, joined{stage: w.To + 1})
		}
		require.True(t, found, "no line leads from stage %d to stage %d", w.From+1, w.To+1)
	}
	for _, e := range j.Exits {
		// A name that hangs under another is joined to that one.
		reached := []joined{{stage: e.From + 1}}
		for at := 0; at < len(reached); at++ {
			for _, together := range hang {
				if slices.Contains(together, reached[at]) {
					reached = append(reached, slices.DeleteFunc(slices.Clone(together), func(n joined) bool { return n.exit == "" || slices.Contains(reached, n) })...)
				}
			}
		}
		require.True(t, slices.ContainsFunc(reached, func(n joined) bool {
			return n.exit != "" && strings.HasPrefix(n.exit, diagram.Visible(e.To.Name))
		}), "no line leads from stage %d to %q", e.From+1, e.To.Name)
	}
}

// saysTheWays holds a text for mermaid or Graphviz to the stages and ways of a journey.
func saysTheWays(t *testing.T, j *diagram.Journey, got read) {
	t.Helper()
	labels := map[string]string{}
	for _, n := range got.Nodes {
		labels[n.Name] = letters(n.Label)
	}
	require.Len(t, labels, len(j.Stages)+len(j.Exits))
	for i, s := range j.Stages {
		require.True(t, strings.HasPrefix(labels[fmt.Sprint("s", i+1)], letters(fmt.Sprint(i+1, s.Name))), "stage %d is %q, not %q", i+1, labels[fmt.Sprint("s", i+1)], s.Name)
	}
	var want, drawn []string
	for _, w := range j.Ways {
		want = append(want, fmt.Sprintf("s%d s%d", w.From+1, w.To+1))
	}
	for i, e := range j.Exits {
		want = append(want, fmt.Sprintf("s%d j%d", e.From+1, i+1))
		require.Equal(t, letters(e.To.Name), labels[fmt.Sprint("j", i+1)])
	}
	for _, e := range got.Edges {
		drawn = append(drawn, e.From+" "+e.To)
	}
	slices.Sort(want)
	slices.Sort(drawn)
	require.Equal(t, want, drawn)
}

// letters leaves out of a text what one cannot see: spaces, controls and what turns the direction of writing.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}
