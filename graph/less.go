package graph

import (
	"context"
	"maps"

	"github.com/carejourney/carejourney/internal/model"
)

// DoOrLess answers a request as Do does. Where that would be too much for one answer, it answers the same without the part that a
// variable leaves out when it is false; "" stands for no such variable. It also gives the variables of what was answered.
func (e *Engine) DoOrLess(ctx context.Context, req Request, part string) (Response, map[string]any) {
	resp := e.Do(ctx, req)
	if part == "" || len(resp.Errors) == 0 || resp.Errors[0].Extensions["code"] != string(model.LimitExceeded) || req.Variables[part] == false {
		return resp, req.Variables
	}
	less := maps.Clone(req.Variables)
	if less == nil {
		less = map[string]any{}
	}
	less[part] = false
	req.Variables = less
	return e.Do(ctx, req), less
}
