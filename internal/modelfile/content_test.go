package modelfile_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/rules"
)

// content reads a folder and writes what it holds, a line for each element and relationship.
func content(t *testing.T, text string) string {
	t.Helper()
	set, err := modelfile.Read(folder(text), vocabulary(t))
	require.NoError(t, err)
	var lines []string
	for _, e := range set.Elements {
		require.Equal(t, set.ID, e.Set)
		lines = append(lines, e.ID+" "+values(e.Props))
	}
	for _, l := range set.Links {
		require.Equal(t, set.ID, l.Set)
		lines = append(lines, fmt.Sprintf("%s %s %s %s", l.From, l.Type.Name, l.To, values(l.Props)))
	}
	return strings.Join(lines, "\n")
}

func values(props model.Props) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(props)) {
		parts = append(parts, fmt.Sprintf("%s=%v", name, props[name]))
	}
	return "{" + strings.Join(parts, " ") + "}"
}

func TestRead(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a node with all forms of values", `-- a.yaml --
apiVersion: carejourney/v1
kind: Journey
metadata:
  id: journey:a
  name: "  A journey "
  description: |
    Two
    lines.
  source: { url: https://example.org, retrieved: 2026-01-02 }
  version: ""
  status:
spec:
  lifeStages: [WORKING_AGE, OLDER_PEOPLE]
  owner: >-
    one
    line
`, `journey:a {description=Two
lines. illustrative=false lifeStages=[WORKING_AGE OLDER_PEOPLE] name=A journey owner=one line sourceRetrieved=2026-01-02 sourceUrl=https://example.org}`},

		{"nodes described where they are used, to any depth, with properties of relationships", `-- a.yaml --
apiVersion: carejourney/v1
kind: Journey
metadata: { id: journey:a, name: A }
spec:
  stages:
    - id: stage:a/1
      name: One
      stageType: CONSULT
      next:
        - to: stage:a/2
          share: 1
      touchpoints:
        - { id: touchpoint:a, name: T, channel: WEB, providedThrough: [{ id: service:x, name: X, realises: [{ id: business-capability:c, name: C, edge: { coverage: FULL } }] }] }
    - { id: stage:a/2, name: Two, stageType: DIAGNOSE, edge: { order: 7 } }
`, `business-capability:c {illustrative=false name=C}
journey:a {illustrative=false name=A}
service:x {illustrative=false name=X}
stage:a/1 {illustrative=false name=One stageType=CONSULT}
stage:a/2 {illustrative=false name=Two stageType=DIAGNOSE}
touchpoint:a {channel=WEB illustrative=false name=T}
journey:a HAS_STAGE stage:a/1 {order=1}
journey:a HAS_STAGE stage:a/2 {order=7}
service:x REALISES business-capability:c {coverage=FULL}
stage:a/1 NEXT stage:a/2 {loop=false share=1}
stage:a/1 HAS_TOUCHPOINT touchpoint:a {order=1}
touchpoint:a PROVIDED_THROUGH service:x {}`},

		{"what a node described inside another takes over", `-- a.yaml --
apiVersion: carejourney/v1
kind: Journey
metadata:
  id: journey:a
  name: A
  illustrative: true
  lastReviewed: 2026-01-01
  status: DRAFT
  version: "1"
  source: { url: https://a.example, licence: L }
spec:
  stages:
    - id: stage:a/1
      name: One
      stageType: CONSULT
      source: { publisher: P }
      illustrative: false
      touchpoints: [{ id: touchpoint:a, name: T, channel: WEB, status: ACTIVE }]
`, `journey:a {illustrative=true lastReviewed=2026-01-01 name=A sourceLicence=L sourceUrl=https://a.example status=DRAFT version=1}
stage:a/1 {illustrative=false lastReviewed=2026-01-01 name=One sourcePublisher=P stageType=CONSULT status=DRAFT}
touchpoint:a {channel=WEB illustrative=false lastReviewed=2026-01-01 name=T sourcePublisher=P status=ACTIVE}
journey:a HAS_STAGE stage:a/1 {order=1}
stage:a/1 HAS_TOUCHPOINT touchpoint:a {order=1}`},

		{"relationships written at either end", `-- a.yaml --
apiVersion: carejourney/v1
kind: BusinessCapability
metadata: { id: business-capability:a, name: A }
spec: { parent: business-capability:b }
--- # another document
apiVersion: carejourney/v1
kind: BusinessCapability
metadata: { id: business-capability:b, name: B }
spec: { children: [{ to: business-capability:c }, { id: business-capability:d, kind: BusinessCapability, name: D }] }
---

---
# nothing but a comment
---
apiVersion: carejourney/v1
kind: BusinessCapability
metadata: { id: business-capability:c, name: C }
`, `business-capability:a {illustrative=false name=A}
business-capability:b {illustrative=false name=B}
business-capability:c {illustrative=false name=C}
business-capability:d {illustrative=false name=D}
business-capability:a PART_OF business-capability:b {}
business-capability:c PART_OF business-capability:b {}
business-capability:d PART_OF business-capability:b {}`},

		{"a relationship with the name of a word of the format", `-- a.yaml --
apiVersion: carejourney/v1
kind: Journey
metadata: { id: journey:a, name: A }
spec:
  stages:
    - { id: stage:a/1, name: One, stageType: REFER, handoffsOut: [{ id: handoff:a, name: H, to: stage:a/2 }] }
    - { id: stage:a/2, name: Two, stageType: SPECIALIST }
`, `handoff:a {illustrative=false name=H}
journey:a {illustrative=false name=A}
stage:a/1 {illustrative=false name=One stageType=REFER}
stage:a/2 {illustrative=false name=Two stageType=SPECIALIST}
handoff:a RECEIVED_AT stage:a/2 {}
journey:a HAS_STAGE stage:a/1 {order=1}
journey:a HAS_STAGE stage:a/2 {order=2}
stage:a/1 HANDS_OFF handoff:a {}`},

		{"aliases", `-- a.yaml --
apiVersion: carejourney/v1
kind: Journey
metadata: { id: journey:a, name: &name A, description: *name, source: &source { url: https://a.example } }
spec:
  owner: *name
  outcomes: [{ id: outcome:x, name: X, source: *source }]
`, `journey:a {description=A illustrative=false name=A owner=A sourceUrl=https://a.example}
outcome:x {illustrative=false name=X sourceUrl=https://a.example}
journey:a AIMS_AT outcome:x {}`},

		{"defaults of the folder and of tables", `-- model.yaml --
apiVersion: carejourney/v1
kind: ModelSet
metadata: { id: model-set:x, name: X }
spec:
  defaults: { illustrative: true, source: { url: https://set.example } }
  tables:
    - file: outcomes.csv
      kind: Outcome
      defaults: { unit: days, illustrative: false, source: { publisher: P, licence: L } }
    - { file: aims-at.csv, relationship: AIMS_AT }
-- journey.yml --
apiVersion: carejourney/v1
kind: Journey
metadata: { id: journey:a, name: A }
-- outcomes.csv --
id,name,unit,source.licence,source.url
outcome:1,One,,,
outcome:2,Two,weeks,M,https://two.example
-- aims-at.csv --
from,to
journey:a,outcome:2
`, `journey:a {illustrative=true name=A sourceUrl=https://set.example}
outcome:1 {illustrative=false name=One sourceLicence=L sourcePublisher=P unit=days}
outcome:2 {illustrative=false name=Two sourceLicence=M sourcePublisher=P sourceUrl=https://two.example unit=weeks}
journey:a AIMS_AT outcome:2 {}`},

		{"tables with lists, relationships and properties", `-- model.yaml --
apiVersion: carejourney/v1
kind: ModelSet
metadata: { id: model-set:x, name: X }
spec:
  tables:
    - { file: t/stages.csv, kind: Stage }
    - { file: t/journeys.csv, kind: Journey }
    - { file: t/next.csv, relationship: NEXT, defaults: { condition: always } }
-- t/stages.csv --
id,name,stageType,careSettings,typicalDays
stage:a/1,"One, ""first""",CONSULT,HOSPITAL; HOME;,1.5
stage:a/2,Two,DIAGNOSE,,
-- t/journeys.csv --
id,name,stages
journey:a,"A
B",stage:a/2; stage:a/1
-- t/next.csv --
to,from,share,loop
stage:a/2,stage:a/1,0.5,true
`, `journey:a {illustrative=false name=A
B}
stage:a/1 {careSettings=[HOSPITAL HOME] illustrative=false name=One, "first" stageType=CONSULT typicalDays=1.5}
stage:a/2 {illustrative=false name=Two stageType=DIAGNOSE}
journey:a HAS_STAGE stage:a/1 {order=2}
journey:a HAS_STAGE stage:a/2 {order=1}
stage:a/1 NEXT stage:a/2 {condition=always loop=true share=0.5}`},

		{"files and folders that are left out", `-- .hidden/a.yaml --
no
-- _drafts/a.yaml --
no
-- b/.a.yaml --
no
-- b/_a.yml --
no
-- notes.txt --
no
-- unlisted.csv --
no
-- b/deep/er/a.YAML --
apiVersion: carejourney/v1
kind: Outcome
metadata: { id: outcome:a, name: A }
`, `outcome:a {illustrative=false name=A}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, content(t, tt.text))
		})
	}
}

func TestTheSetNamesItself(t *testing.T) {
	m := vocabulary(t)
	named, err := modelfile.Read(folder("-- model.yaml --\napiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: \"model-set:mine\", name: Mine }\n"), m)
	require.NoError(t, err)
	require.Equal(t, []string{"model-set:mine", "Mine"}, []string{named.ID, named.Name})
	nameless, err := modelfile.Read(folder("-- a.yaml --\n"+journey), m)
	require.NoError(t, err)
	require.Equal(t, modelfile.DefaultSet, nameless.ID)
}

func TestDigestKnowsContentOnly(t *testing.T) {
	m := vocabulary(t)
	digest := func(text string) string {
		set, err := modelfile.Read(folder(text), m)
		require.NoError(t, err)
		return set.Digest()
	}
	outcome := "apiVersion: carejourney/v1\nkind: Outcome\nmetadata: { name: X, id: outcome:x }\n"
	one := digest("-- a.yaml --\n" + journey + "  outcomes: [outcome:x]\n---\n" + outcome)
	require.Equal(t, one, digest("-- z/b.yaml --\n"+journey+"  # a comment\n  outcomes: [{ to: outcome:x }]\n-- a.yaml --\n"+outcome))
	require.NotEqual(t, one, digest("-- a.yaml --\n"+journey+"---\n"+outcome), "without the relationship")
	require.NotEqual(t, one, digest("-- a.yaml --\n"+journey+"  owner: us\n  outcomes: [outcome:x]\n---\n"+outcome), "with another value")
}

func TestEverythingHasAPlace(t *testing.T) {
	m := vocabulary(t)
	set, err := modelfile.Read(folder("-- model.yaml --\napiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: \"model-set:x\", name: X }\nspec: { tables: [{ file: o.csv, kind: Outcome }] }\n"+
		"-- o.csv --\nid,name,unit\noutcome:x,Ünï,days\n"+
		"-- a.yaml --\n"+journey+"  owner: us\n  outcomes:\n    - to: outcome:x\n"), m)
	require.NoError(t, err)
	for _, e := range set.Elements {
		require.NotZero(t, set.Place(rules.Subject{Element: e.ID}, "r", "m", "s").Line, e.ID)
	}
	link := rules.Subject{Link: rules.LinkID{Type: m.Relationship("AIMS_AT"), From: "journey:a", To: "outcome:x"}}
	tests := []struct {
		name    string
		subject rules.Subject
		want    string
	}{
		{"a field in YAML", rules.Subject{Element: "journey:a", Field: "owner"}, "a.yaml:5:10: m (r)"},
		{"a relationship in YAML", rules.Subject{Element: "journey:a", Field: "outcomes"}, "a.yaml:6:3: m (r)"},
		{"a field that is not written", rules.Subject{Element: "journey:a", Field: "condition"}, "a.yaml:3:17: m (r)"},
		{"a reference", link, "a.yaml:7:11: m (r)"},
		{"a cell", rules.Subject{Element: "outcome:x", Field: "unit"}, "o.csv:2:15: m (r)"},
		{"something of another set", rules.Subject{Element: "outcome:y"}, "m (r)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, set.Place(tt.subject, "r", "m", "").String())
		})
	}
}
