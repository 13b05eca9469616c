package embedded_test

import "github.com/carejourney/carejourney/internal/plan"

// touching is the condition on journeys that they rest on the application.
func (c *country) touching(application string) plan.Predicate {
	some := func(kind, relation string, where plan.Predicate) plan.Predicate {
		return plan.Related{Relation: c.m.Kind(kind).Relation(relation), Quantifier: plan.Some, Where: where}
	}
	id := plan.Compare{Field: c.m.Kind("Application").Field("id"), Op: plan.Eq, To: plan.Constant(application)}
	return some("Journey", "stages", some("Stage", "enabledBy", some("BusinessCapability", "services", some("Service", "applications", id))))
}
