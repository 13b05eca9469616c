package compile_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

// What breaks is asked of stages, and journeys are asked for where any of their stages does: the same condition.
func TestAConditionThatIsNamedIsTheSamePartOfThePlanWhereverItStands(t *testing.T) {
	op := mustCompile(t, `{ whatIf(remove: ["service:a"]) { why } }`, nil)
	where := map[string]plan.Predicate{}
	for _, sel := range op.Query.Roots {
		where[sel.Key] = sel.Where
	}
	breaking := where["whatIf_breaking"].(plan.Related).Where
	broken := where["whatIf_broken"].(plan.And).All[0]
	one, ok := plan.Named(breaking)
	require.True(t, ok)
	other, ok := plan.Named(broken)
	require.True(t, ok)
	require.Equal(t, one, other)
	again := mustCompile(t, `{ whatIf(remove: ["service:b"]) { why } }`, nil)
	elsewhere, ok := plan.Named(again.Query.Roots[1].Where.(plan.And).All[0])
	require.True(t, ok)
	require.NotEqual(t, one, elsewhere, "what goes is another thing")
}
