package schema_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/sdl"
)

func TestTheCommittedSchemaIsWhatTheModelGives(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	for file, generate := range map[string]func(*model.Model) (string, error){schema.ReadFile: sdl.Read, schema.WriteFile: sdl.Write} {
		want, err := generate(m)
		require.NoError(t, err)
		committed, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, want, string(committed), "%s does not fit %s: run go generate ./...", file, schema.ModelFile)
	}
}

func TestEverythingClientsSeeHasADescription(t *testing.T) {
	full, err := schema.Full()
	require.NoError(t, err)
	seen := 0
	check := func(description, format string, args ...any) {
		seen++
		require.NotEmpty(t, strings.TrimSpace(description), append([]any{format}, args...)...)
	}
	for _, def := range full.Types {
		if def.BuiltIn {
			continue
		}
		check(def.Description, "%s", def.Name)
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			check(f.Description, "%s.%s", def.Name, f.Name)
			for _, a := range f.Arguments {
				check(a.Description, "%s.%s(%s:)", def.Name, f.Name, a.Name)
			}
		}
		for _, v := range def.EnumValues {
			check(v.Description, "%s.%s", def.Name, v.Name)
		}
	}
	require.Greater(t, seen, 1000)
}

func TestClientsSeeNoDirectiveOfTheModel(t *testing.T) {
	full, err := schema.Full()
	require.NoError(t, err)
	require.Nil(t, full.Directives["node"])
	require.Nil(t, full.Directives["relationship"])
	require.Nil(t, full.Types["Direction"])
	require.NotNil(t, full.Types["ChangeInput"].Directives.ForName("oneOf"))
}

func TestEveryNamePromisedInTheDocumentsIsThere(t *testing.T) {
	full, err := schema.Full()
	require.NoError(t, err)
	for place, want := range map[string]string{
		"Query.journey":                                  "Journey",
		"Query.journeys":                                 "JourneyConnection!",
		"Query.node":                                     "Element",
		"Query.nodes":                                    "[Element]!",
		"Query.search":                                   "ElementConnection!",
		"Query.version":                                  "Int!",
		"Element.kind":                                   "Kind!",
		"Journey.kind":                                   "Kind!",
		"Journey.stages":                                 "[Stage!]!",
		"Journey.stagesConnection":                       "JourneyStagesConnection!",
		"Stage.journey":                                  "Journey!",
		"JourneyStagesConnection.facets":                 "[Facet!]!",
		"JourneyStagesEdge.properties":                   "HasStageProperties!",
		"JourneyStagesWhere.edge":                        "HasStagePropertiesWhere",
		"JourneyStagesWhere.node":                        "StageWhere",
		"JourneyStagesOrder.edge":                        "HasStagePropertiesOrder",
		"JourneyWhere.stages":                            "StageQuantifier",
		"JourneyWhere.stagesCount":                       "IntFilter",
		"JourneyWhere.stagesConnection":                  "JourneyStagesQuantifier",
		"JourneyWhere.source":                            "SourceWhere",
		"JourneyWhere.lifeStages":                        "LifeStageListFilter",
		"StageWhere.journey":                             "JourneyWhere",
		"ElementWhere.kind":                              "KindFilter",
		"ElementWhere.onService":                         "ServiceWhere",
		"StageOrder.journey":                             "JourneyOrder",
		"JourneyOrder.stagesCount":                       "SortDirection",
		"StringFilter.mode":                              "TextMode",
		"DateFilter.lt":                                  "Date",
		"BooleanFilter.eq":                               "Boolean",
		"Mutation.apply":                                 "ApplyPayload!",
		"ApplyPayload.query":                             "Query!",
		"ConnectInput.hasStage":                          "HasStageInput",
		"HasStageInput.properties":                       "HasStagePropertiesInput",
		"DisconnectInput.hasStage":                       "EndsInput",
		"Query.journeys(where:)":                         "JourneyWhere",
		"Query.journeys(orderBy:)":                       "[JourneyOrder!]",
		"Journey.stages(offset:)":                        "Int",
		"Journey.stagesConnection(where:)":               "JourneyStagesWhere",
		"Journey.stagesConnection(orderBy:)":             "[JourneyStagesOrder!]",
		"Journey.businessCapabilitiesConnection(where:)": "BusinessCapabilityWhere",
		"StageConnection.facets(field:)":                 "StageFacetField!",
	} {
		require.Equal(t, want, typeAt(full, place), place)
	}
	require.Nil(t, full.Types["IDFilter"].Fields.ForName("mode"))
	require.Nil(t, full.Types["BooleanFilter"].Fields.ForName("in"))
	require.Nil(t, full.Types["StageOrder"].Fields.ForName("careSettings"))
}

// typeAt gives the type of Type.field or Type.field(argument:), "" where there is none.
func typeAt(full *ast.Schema, place string) string {
	owner, field, _ := strings.Cut(place, ".")
	field, argument, isArgument := strings.Cut(strings.TrimSuffix(field, ":)"), "(")
	def := full.Types[owner]
	if def == nil || def.Fields.ForName(field) == nil {
		return ""
	}
	f := def.Fields.ForName(field)
	if !isArgument {
		return f.Type.String()
	}
	if a := f.Arguments.ForName(argument); a != nil {
		return a.Type.String()
	}
	return ""
}

func TestAKindAndAFieldAddedToTheModelFileAreInTheSchema(t *testing.T) {
	text := schema.ModelSource().Input
	const before = "type Stage @node("
	require.Contains(t, text, before)
	head, body, _ := strings.Cut(text, before)
	arguments, fields, _ := strings.Cut(body, "{")
	text = head + before + arguments + "{" + `
  "Steps on foot."
  paces: Int
  "Where it can be done."
  sites: [Site!]! @relationship(type: "HOSTS", direction: IN)` + fields + `
"A building or place where care is given."
type Site @node(plural: "sites", prefix: "site") {
  "Settings of care it has."
  careSettings: [CareSetting!]!
  "Stages that can be done there."
  stages: [Stage!]! @relationship(type: "HOSTS", direction: OUT)
}
`
	m, err := model.Parse(&ast.Source{Name: "copy", Input: text})
	require.NoError(t, err)
	read, err := sdl.Read(m)
	require.NoError(t, err)
	write, err := sdl.Write(m)
	require.NoError(t, err)
	full, err := schema.Load(&ast.Source{Name: "read", Input: read}, &ast.Source{Name: "write", Input: write})
	require.NoError(t, err)
	for place, want := range map[string]string{
		"Query.site": "Site", "Query.sites": "SiteConnection!", "SiteWhere.careSettings": "CareSettingListFilter",
		"SiteOrder.stagesCount": "SortDirection", "SiteEdge.node": "Site!", "ChangeInput.site": "SiteInput",
		"SiteInput.careSettings": "[CareSetting!]", "ConnectInput.hosts": "EndsInput", "ElementWhere.onSite": "SiteWhere",
		"Stage.paces": "Int", "StageWhere.paces": "IntFilter", "StageOrder.paces": "SortDirection", "StageInput.paces": "Int",
		"Stage.sitesConnection": "SiteConnection!", "StageWhere.sites": "SiteQuantifier",
	} {
		require.Equal(t, want, typeAt(full, place), place)
	}
}
