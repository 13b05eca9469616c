package main

import "embed"

// statements are what somebody would write by hand for each question, a file for each.
//
//go:embed floor/*.cypher
var statements embed.FS

// Who is asked. The texts of a question have one for each kind of interface.
const (
	ours = iota
	neo4jLibrary
	postgraphile
	floor
)

// statement gives what the floor sends for a question.
func (q question) statement() string {
	text, err := statements.ReadFile("floor/" + q.name + ".cypher")
	if err != nil {
		panic(err) // a question without a file
	}
	return string(text)
}

// question is asked in the words of everybody. Aliases make the answers alike, but for wrappers that canonical takes away.
type question struct {
	name  string
	about string
	texts [3]string
	cases func(d *data) []map[string]any // values of variables, taken in turn
}

var questions = []question{
	{
		name: "deep", about: "a journey, its 6 to 18 stages, and seven kinds of node behind them",
		texts: [3]string{
			ours: `query($id: ID!) { answer: journey(id: $id) { id name stages { id name stageType
				enabledBy: enabledByConnection { edges { properties { role } node { id name } } }
				touchpoints { id name channel services: providedThrough { ... on Service { id name organisations { id name }
					applications { id name technologies { id name } conformsTo { id name } } } } } } } }`,
			neo4jLibrary: `query($id: ID!) { answer: journeys(where: { id: { eq: $id } }) { id name stages { id name stageType
				enabledBy: enabledByConnection { edges { properties { role } node { id name } } }
				touchpoints { id name channel services: providedThrough { id name organisations { id name }
					applications { id name technologies { id name } conformsTo { id name } } } } } } }`,
			postgraphile: `query($id: String!) { answer: journeyByRowId(rowId: $id) { id: rowId name stages: stagesByJourneyId { nodes { id: rowId name stageType
				enabledBy: enablesByStageId { nodes { role node: businessCapabilityByBusinessCapabilityId { id: rowId name } } }
				touchpoints: touchpointsByStageId { nodes { id: rowId name channel
					services: providedThroughsByTouchpointId { nodes { node: serviceByServiceId { id: rowId name
						organisations: offersByServiceId { nodes { node: organisationByOrganisationId { id: rowId name } } }
						applications: supportsByServiceId { nodes { node: applicationByApplicationId { id: rowId name
							technologies: runsOnsByApplicationId { nodes { node: technologyByTechnologyId { id: rowId name } } }
							conformsTo: conformsTosByApplicationId { nodes { node: standardByStandardId { id: rowId name } } } } } } } } } } } } } } }`,
		},
		cases: func(d *data) []map[string]any { return d.each("journey", 40) },
	},
	{
		name: "impact", about: "the first 20 journeys by name that meet a service which rests on an application",
		texts: [3]string{
			ours: `query($id: ID!) { answer: journeys(where: { stages: { some: { touchpoints: { some: { providedThrough: { some: {
				onService: { applications: { some: { id: { eq: $id } } } } } } } } } } }, orderBy: [{ name: ASC }], first: 20) { nodes { id name } } }`,
			neo4jLibrary: `query($id: ID!) { answer: journeys(where: { stages: { some: { touchpoints: { some: { providedThrough: { some: {
				applications: { some: { id: { eq: $id } } } } } } } } } }, sort: [{ name: ASC }, { id: ASC }], limit: 20) { id name } }`,
			postgraphile: `query($id: String!) { answer: allJourneys(filter: { stagesByJourneyId: { some: { touchpointsByStageId: { some: { providedThroughsByTouchpointId: { some: {
				serviceByServiceId: { supportsByServiceId: { some: { applicationId: { equalTo: $id } } } } } } } } } } }, orderBy: [NAME_ASC, ROW_ID_ASC], first: 20) {
				nodes { id: rowId name } } }`,
		},
		cases: func(d *data) []map[string]any { return d.each("application", 40) },
	},
	{
		name: "page", about: "the first 1,000 stages by id",
		texts: [3]string{
			ours:         `{ answer: stages(orderBy: [{ id: ASC }], first: 1000) { nodes { id name stageType phase } } }`,
			neo4jLibrary: `{ answer: stages(sort: [{ id: ASC }], limit: 1000) { id name stageType phase } }`,
			postgraphile: `{ answer: allStages(orderBy: [ROW_ID_ASC], first: 1000) { nodes { id: rowId name stageType phase } } }`,
		},
		cases: func(*data) []map[string]any { return []map[string]any{{}} },
	},
	{
		name: "count", about: "the 20 organisations that offer the most services",
		texts: [3]string{
			ours:         `{ answer: organisations(orderBy: [{ servicesCount: DESC }, { id: ASC }], first: 20) { nodes { id name } } }`,
			neo4jLibrary: `{ answer: organisations(sort: [{ servicesCount: DESC }, { id: ASC }], limit: 20) { id name } }`,
			postgraphile: `{ answer: allOrganisations(orderBy: [SERVICES_COUNT_DESC, ROW_ID_ASC], first: 20) { nodes { id: rowId name } } }`,
		},
		cases: func(*data) []map[string]any { return []map[string]any{{}} },
	},
	{
		name: "filter", about: "the first 50 stages by name of a type that a business capability enables",
		texts: [3]string{
			ours: `query($id: ID!, $type: StageType!) { answer: stages(where: { stageType: { eq: $type }, enabledBy: { some: { id: { eq: $id } } } },
				orderBy: [{ name: ASC }], first: 50) { nodes { id name } } }`,
			neo4jLibrary: `query($id: ID!, $type: String!) { answer: stages(where: { stageType: { eq: $type }, enabledBy: { some: { id: { eq: $id } } } },
				sort: [{ name: ASC }, { id: ASC }], limit: 50) { id name } }`,
			postgraphile: `query($id: String!, $type: String!) { answer: allStages(filter: { stageType: { equalTo: $type }, enablesByStageId: { some: {
				businessCapabilityId: { equalTo: $id } } } }, orderBy: [NAME_ASC, ROW_ID_ASC], first: 50) { nodes { id: rowId name } } }`,
		},
		cases: func(d *data) []map[string]any {
			all := d.each("business-capability", 40)
			for i, values := range all {
				values["type"] = []string{"CONSULT", "TREATMENT", "CONTACT", "REFER"}[i%4]
			}
			return all
		},
	},
}
