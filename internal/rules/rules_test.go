package rules_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

func vocabulary(t testing.TB) *model.Model {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	return m
}

// graph collects elements and links for a test, valid ones unless told otherwise.
type graph struct {
	m        *model.Model
	elements []model.Element
	links    []model.Link
}

func (g *graph) add(kind, id string, more ...any) {
	props := model.Props{"name": "A name", "illustrative": false}
	if kind == "Stage" {
		props["stageType"] = "CONSULT"
	}
	if kind == "Organisation" {
		props["active"] = true
	}
	set(props, more)
	g.elements = append(g.elements, model.Element{ID: id, Kind: g.m.Kind(kind), Props: props})
}

func (g *graph) link(from, relationship, to string, more ...any) {
	props := model.Props{}
	rules.Defaults(g.m.Relationship(relationship).Properties, props)
	set(props, more)
	g.links = append(g.links, model.Link{Type: g.m.Relationship(relationship), From: from, To: to, Props: props})
}

// set sets pairs of property and value; a nil value removes.
func set(props model.Props, more []any) {
	for i := 0; i < len(more); i += 2 {
		if props[more[i].(string)] = more[i+1]; more[i+1] == nil {
			delete(props, more[i].(string))
		}
	}
}

func (g *graph) all() rules.Touched {
	var t rules.Touched
	for _, e := range g.elements {
		t.Elements = append(t.Elements, e.ID)
	}
	for _, l := range g.links {
		t.Links = append(t.Links, rules.LinkID{Type: l.Type, From: l.From, To: l.To})
	}
	return t
}

func (g *graph) check(touched rules.Touched) []rules.Violation {
	return rules.Check(g.m, rules.NewGraph(g.elements, g.links), touched)
}

// write gives a violation as one line.
func write(v rules.Violation) string {
	subject := v.Subject.Element
	if subject == "" {
		subject = v.Subject.Link.From + " " + v.Subject.Link.Type.Name + " " + v.Subject.Link.To
	}
	if v.Subject.Field != "" {
		subject += " ." + v.Subject.Field
	}
	text := fmt.Sprintf("%s | %s: %s", subject, v.Rule, v.Message)
	if v.Suggestion != "" {
		text += " | " + v.Suggestion
	}
	return text
}

// pathway is a valid journey with three stages.
func pathway(m *model.Model) *graph {
	g := &graph{m: m}
	g.add("Journey", "journey:a")
	g.add("Journey", "journey:b")
	for i, id := range []string{"stage:a/1", "stage:a/2", "stage:a/3"} {
		g.add("Stage", id)
		g.link("journey:a", "HAS_STAGE", id, "order", int64(i+1))
	}
	g.add("Stage", "stage:b/1")
	g.link("journey:b", "HAS_STAGE", "stage:b/1", "order", int64(1))
	g.link("stage:a/1", "NEXT", "stage:a/2", "share", 0.1)
	g.link("stage:a/1", "NEXT", "stage:a/3", "share", 0.9)
	g.link("stage:a/3", "NEXT", "stage:a/1", "loop", true)
	return g
}

func TestCheck(t *testing.T) {
	m := vocabulary(t)
	tests := []struct {
		name  string
		spoil func(*graph)
		want  []string
	}{
		{"a valid journey breaks no rule", func(*graph) {}, nil},
		{
			"a required field is missing", func(g *graph) { g.add("Journey", "journey:c", "name", nil) },
			[]string{`journey:c .name | missing-field: journey:c has no name`},
		},
		{
			"a required field is blank", func(g *graph) { g.add("Journey", "journey:c", "name", " ") },
			[]string{`journey:c .name | missing-field: journey:c has no name`},
		},
		{
			"a property of a relationship is missing", func(g *graph) { g.links[0].Props = model.Props{} },
			[]string{`journey:a HAS_STAGE stage:a/1 .order | missing-field: HAS_STAGE from journey:a to stage:a/1 has no order`},
		},
		{
			"an enumeration value is misspelt", func(g *graph) { g.add("Journey", "journey:c", "journeyKind", "EPISODE") },
			[]string{`journey:c .journeyKind | unknown-value: journeyKind: "EPISODE" is not a value of JourneyKind | Did you mean EPISODIC?`},
		},
		{
			"one value of a list is unknown", func(g *graph) { g.add("Journey", "journey:c", "lifeStages", []string{"WORKING_AGE", "X"}) },
			[]string{`journey:c .lifeStages | unknown-value: lifeStages: "X" is not a value of LifeStage | Use one of PRECONCEPTION, EARLY_YEARS, CHILDHOOD_ADOLESCENCE, WORKING_AGE, OLDER_PEOPLE, END_OF_LIFE`},
		},
		{
			"a list stands where one value is wanted", func(g *graph) { g.add("Journey", "journey:c", "owner", []string{"a"}) },
			[]string{`journey:c .owner | wrong-type: owner takes a single value`},
		},
		{
			"one value stands where a list is wanted", func(g *graph) { g.add("Journey", "journey:c", "lifeStages", "WORKING_AGE") },
			[]string{`journey:c .lifeStages | wrong-type: lifeStages takes a list`},
		},
		{
			"a number is too large", func(g *graph) { g.links[4].Props["share"] = 1.5 },
			[]string{
				`stage:a/1 NEXT stage:a/2 .share | out-of-range: share: 1.5 is outside 0 to 1`,
				`stage:a/1 .next | share-over-one: the shares of 2 ways on from stage:a/1 add up to 2.4, which is more than 1`,
			},
		},
		{
			"a value belongs to no field", func(g *graph) { g.add("Journey", "journey:c", "ownr", "us") },
			[]string{`journey:c .ownr | unknown-field: journey:c cannot have ownr | Did you mean owner?`},
		},
		{"nil and empty lists are no values", func(g *graph) {
			g.add("Journey", "journey:c", "lifeStages", []string{})
			g.elements[len(g.elements)-1].Props["owner"] = nil
		}, nil},
		{
			"an id has the prefix of another kind", func(g *graph) { g.add("Journey", "stage:c") },
			[]string{`stage:c | bad-id: "stage:c" cannot be an id of kind Journey, which is journey: and a name of its own | Write journey:c`},
		},
		{
			"an id has blanks", func(g *graph) { g.add("Journey", "journey:My Journey") },
			[]string{`journey:My Journey | bad-id: "journey:My Journey" cannot be an id: after the colon it takes letters a to z, digits, hyphens, dots and slashes | Write journey:my-journey`},
		},
		{"two organisations have one ODS code", func(g *graph) {
			g.add("Organisation", "organisation:y", "odsCode", "RR8")
			g.add("Organisation", "organisation:x", "odsCode", "RR8")
			g.add("Organisation", "organisation:z", "odsCode", "RR8")
		}, []string{
			`organisation:y .odsCode | duplicate-key: organisation:x and organisation:y have the same odsCode, "RR8"`,
			`organisation:z .odsCode | duplicate-key: organisation:x and organisation:z have the same odsCode, "RR8"`,
		}},
		{
			"a relationship leads to nothing", func(g *graph) { g.link("stage:a/2", "NEXT", "stage:a/33") },
			[]string{`stage:a/2 NEXT stage:a/33 .to | unknown-reference: there is no "stage:a/33" | Did you mean stage:a/3?`},
		},
		{
			"a relationship comes from nothing", func(g *graph) { g.link("stage:a/22", "NEXT", "stage:a/2") },
			[]string{`stage:a/22 NEXT stage:a/2 .from | unknown-reference: there is no "stage:a/22" | Did you mean stage:a/2?`},
		},
		{
			"the prefix of a reference is wrong", func(g *graph) { g.link("stage:a/2", "LEADS_TO", "stage:b") },
			[]string{`stage:a/2 LEADS_TO stage:b .to | unknown-reference: there is no "stage:b" | Did you mean journey:b?`},
		},
		{
			"a relationship leads to another kind", func(g *graph) { g.link("stage:a/2", "NEXT", "journey:b") },
			[]string{`stage:a/2 NEXT journey:b | wrong-kind: NEXT cannot lead from stage:a/2 (Stage) to journey:b (Journey) | From Stage it leads to Stage`},
		},
		{
			"a relationship comes from another kind", func(g *graph) { g.link("journey:a", "NEXT", "stage:a/2") },
			[]string{`journey:a NEXT stage:a/2 | wrong-kind: NEXT cannot lead from journey:a (Journey) to stage:a/2 (Stage) | Journey leads to Stage by stages`},
		},
		{
			"NEXT leaves the journey", func(g *graph) { g.link("stage:a/2", "NEXT", "stage:b/1") },
			[]string{`stage:a/2 NEXT stage:b/1 | next-outside-journey: stage:a/2 is a stage of journey:a, and stage:b/1 of journey:b | Use leadsTo: journey:b`},
		},
		{
			"a stage has no journey", func(g *graph) { g.add("Stage", "stage:c/1") },
			[]string{`stage:c/1 .journey | stage-without-journey: stage:c/1 has no journey, and every Stage needs one`},
		},
		{
			"a touchpoint has no stage", func(g *graph) { g.add("Touchpoint", "touchpoint:c", "channel", "WEB") },
			[]string{`touchpoint:c .stage | stage-without-journey: touchpoint:c has no stage, and every Touchpoint needs one`},
		},
		{
			"a stage has two journeys", func(g *graph) { g.link("journey:b", "HAS_STAGE", "stage:a/1", "order", int64(2)) },
			[]string{`journey:b HAS_STAGE stage:a/1 | two-parents: stage:a/1 can have one journey only, not both journey:a and journey:b`},
		},
		{
			"the first day is after the last", func(g *graph) { g.add("Journey", "journey:c", "validFrom", "2026-02-01", "validTo", "2026-01-31") },
			[]string{`journey:c .validTo | dates-reversed: validTo 2026-01-31 is before validFrom 2026-02-01`},
		},
		{
			"text holds an NHS number", func(g *graph) { g.add("Journey", "journey:c", "description", "Seen: 943 476 5919.") },
			[]string{`journey:c .description | nhs-number: description holds ten digits that are a valid NHS number | No patient data belongs in a model: take it out`},
		},
		{
			"a group of fields holds an NHS number", func(g *graph) { g.add("Journey", "journey:c", "sourcePublisher", "9434765919") },
			[]string{`journey:c .source.publisher | nhs-number: source.publisher holds ten digits that are a valid NHS number | No patient data belongs in a model: take it out`},
		},
		{
			"an id holds an NHS number", func(g *graph) { g.add("Journey", "journey:9434765919") },
			[]string{`journey:9434765919 | nhs-number: the id holds ten digits that are a valid NHS number | No patient data belongs in a model: take it out`},
		},
		{"a business capability is part of itself", func(g *graph) {
			for _, id := range []string{"c", "a", "b", "d"} {
				g.add("BusinessCapability", "business-capability:"+id)
			}
			g.link("business-capability:b", "PART_OF", "business-capability:c")
			g.link("business-capability:c", "PART_OF", "business-capability:a")
			g.link("business-capability:a", "PART_OF", "business-capability:b")
			g.link("business-capability:d", "PART_OF", "business-capability:b")
		}, []string{`business-capability:a PART_OF business-capability:b | part-of-cycle: part of itself: business-capability:a → business-capability:b → business-capability:c → business-capability:a`}},
		{"a business capability is its own part", func(g *graph) {
			g.add("BusinessCapability", "business-capability:a")
			g.link("business-capability:a", "PART_OF", "business-capability:a")
		}, []string{`business-capability:a PART_OF business-capability:a | part-of-cycle: part of itself: business-capability:a → business-capability:a`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := pathway(m)
			tt.spoil(g)
			var got []string
			found := g.check(g.all())
			require.Equal(t, found, rules.CheckWhole(g.m, rules.NewGraph(g.elements, g.links)))
			for _, v := range found {
				got = append(got, write(v))
			}
			require.Equal(t, tt.want, got)
		})
	}
}

func TestOnlyWhatWasTouchedIsChecked(t *testing.T) {
	m := vocabulary(t)
	g := pathway(m)
	g.add("Stage", "stage:c/1") // wrong before, and not touched
	g.link("journey:b", "HAS_STAGE", "stage:a/1", "order", int64(9))
	touch := func(from, relationship, to string) rules.Touched {
		return rules.Touched{Links: []rules.LinkID{{Type: m.Relationship(relationship), From: from, To: to}}}
	}
	tests := []struct {
		name    string
		touched rules.Touched
		want    []string
	}{
		{"nothing", rules.Touched{}, nil},
		{"an element that is gone", rules.Touched{Elements: []string{"stage:gone"}}, nil},
		{
			"the relationship that was added, not the one that was there", touch("journey:a", "HAS_STAGE", "stage:a/1"),
			[]string{`journey:a HAS_STAGE stage:a/1 | two-parents: stage:a/1 can have one journey only, not both journey:a and journey:b`},
		},
		{
			"a relationship that was removed, at the end that needs it", touch("journey:b", "HAS_STAGE", "stage:c/1"),
			[]string{`stage:c/1 .journey | stage-without-journey: stage:c/1 has no journey, and every Stage needs one`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, v := range g.check(tt.touched) {
				got = append(got, write(v))
			}
			require.Equal(t, tt.want, got)
		})
	}
}

func TestMovingAStageChecksItsWaysOn(t *testing.T) {
	g := pathway(vocabulary(t))
	g.links[1].From = "journey:b" // stage:a/2, that stage:a/1 leads to
	moved := g.links[1]
	found := g.check(rules.Touched{Links: []rules.LinkID{{Type: moved.Type, From: moved.From, To: moved.To}}})
	require.Len(t, found, 1)
	require.Equal(t, rules.NextOutside, found[0].Rule)
	require.Equal(t, "stage:a/1", found[0].Subject.Link.From)
}

func TestTheModelHasTheNamesThatRulesKnow(t *testing.T) {
	m := vocabulary(t)
	stage, capability := m.Kind("Stage"), m.Kind("BusinessCapability")
	require.True(t, m.Relationship("HAS_STAGE").Joins(m.Kind("Journey"), stage))
	require.True(t, m.Relationship("NEXT").Joins(stage, stage))
	require.Equal(t, model.Float, m.Relationship("NEXT").Property("share").Type)
	require.NotNil(t, stage.Relation("next"))
	require.NotNil(t, stage.Relation("leadsTo"))
	require.True(t, m.Relationship("PART_OF").Joins(capability, capability))
	for _, name := range []string{"validFrom", "validTo"} {
		require.Equal(t, model.Date, stage.Field(name).Type)
	}
}

func TestOrderOfWhatIsTouchedDoesNotMatter(t *testing.T) {
	g := pathway(vocabulary(t))
	for i := range 20 {
		g.add("BusinessCapability", fmt.Sprintf("business-capability:%d", i), "name", nil)
		g.link(fmt.Sprintf("business-capability:%d", i), "PART_OF", fmt.Sprintf("business-capability:%d", (i*7+3)%20))
	}
	touched := g.all()
	want := g.check(touched)
	require.NotEmpty(t, want)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(touched.Elements), func(i, j int) {
			touched.Elements[i], touched.Elements[j] = touched.Elements[j], touched.Elements[i]
		})
		random.Shuffle(len(touched.Links), func(i, j int) { touched.Links[i], touched.Links[j] = touched.Links[j], touched.Links[i] })
		touched.Elements = append(touched.Elements, touched.Elements[0])
		random.Shuffle(len(g.links), func(i, j int) { g.links[i], g.links[j] = g.links[j], g.links[i] })
		require.Equal(t, want, g.check(touched))
	}
}

func TestIDsMatchTheirPattern(t *testing.T) {
	k := vocabulary(t).Kind("Stage")
	pattern := regexp.MustCompile(rules.IDPattern(k))
	letters := []rune("aZ9-./: é_")
	random := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		local := make([]rune, random.IntN(7))
		for i := range local {
			local[i] = letters[random.IntN(len(letters))]
		}
		id := "stage:" + string(local)
		require.Equal(t, pattern.MatchString(id), rules.CheckID(k, id) == nil, id)
	}
	for _, id := range []string{"stage", "", "journey:a", "Stage:a", "stage:a\n"} {
		require.NotNil(t, rules.CheckID(k, id), id)
		require.False(t, pattern.MatchString(id), id)
	}
}
