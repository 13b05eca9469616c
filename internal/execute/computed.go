package execute

import "context"

// Func works out a computed field from what it needs of one node, or of the whole graph where the field belongs to Query. Args has what was given or has a default, as plan.Computed does. What it
// returns is made of map[string]any, []any, []map[string]any, []string, string, bool, int, int64, float64 and nil; keys
// are the field names of the GraphQL type. It may be called from several goroutines at once.
type Func func(ctx context.Context, needs Needs, args map[string]any) (any, error)

// Name says which computed field a Func works out.
type Name struct{ Kind, Field string }

// Computed is the functions for computed fields.
type Computed map[Name]Func
