package compile_test

import (
	"testing"

	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/compile"
)

// deep is a whole pathway, down to applications and standards.
const deep = `query Pathway($journey: ID!) {
  journey(id: $journey) {
    id name description journeyKind lifeStages source { url publisher }
    shape { stages branches loops }
    stagesConnection {
      totalCount
      edges { properties { order } node {
        id name stageType phase timing careSettings
        nextConnection { edges { properties { share loop condition } node { id } } }
        touchpoints { id name channel digital providedThrough { __typename ... on Element { id name } ... on Service { organisations { id name } } } }
        enabledByConnection { edges { properties { role } node {
          id name level
          realisedBy { __typename ... on Service { id name applications { id name technologies { id name lifecycleStatus } } } ... on ServiceType { id name } }
          standards(where: { standardStatus: { ne: RETIRED } }, orderBy: { name: ASC }) { id name ref }
        } } }
        handoffsOut { id name handoffKind }
        clocksStarted { id name days }
      } }
    }
  }
}`

func BenchmarkColdCompile(b *testing.B) {
	c := fresh(b, compile.Limits{})
	vars := map[string]any{"journey": "journey:maternity"}
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		c.Forget()
		b.StartTimer()
		if _, errs := try(c, deep, vars); len(errs) > 0 {
			b.Fatal(errs)
		}
	}
}

func BenchmarkCachedCompile(b *testing.B) {
	c := fresh(b, compile.Limits{})
	vars := map[string]any{"journey": "journey:maternity"}
	_, errs := try(c, deep, vars)
	require.Empty(b, errs)
	b.ReportAllocs()
	for b.Loop() {
		if _, errs := try(c, deep, vars); len(errs) > 0 {
			b.Fatal(errs)
		}
	}
}

func BenchmarkIntrospection(b *testing.B) {
	c := fresh(b, compile.Limits{})
	for b.Loop() {
		c.Forget()
		if _, errs := try(c, introspection.Query, nil); len(errs) > 0 {
			b.Fatal(errs)
		}
	}
}
