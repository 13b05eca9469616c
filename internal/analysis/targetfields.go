package analysis

import "math"

// fields gives what came out under the names of the schema.
func (t Target) fields(out Waited, runs int) map[string]any {
	threshold := usualThreshold
	if t.ThresholdPercent != nil {
		threshold = *t.ThresholdPercent / 100
	}
	answer := map[string]any{
		"runs": runs, "leaving": share(runs-out.Finished, runs), "probability": nil, "meetsThreshold": nil,
		"medianDays": nil, "p90Days": nil, "slackDays": nil, "slackDaysOf90": nil, "firstToBreach": nil,
	}
	if out.Finished > 0 {
		median, p90 := quantile(out.Days, 0.5), quantile(out.Days, 0.9)
		met := share(out.Met, out.Finished)
		answer["probability"], answer["meetsThreshold"] = met, met >= threshold
		answer["medianDays"], answer["p90Days"] = round(median), round(p90)
		answer["slackDays"], answer["slackDaysOf90"] = round(t.Days-median), round(t.Days-p90)
	}
	stages, unknown := make([]map[string]any, len(out.Stages)), []Named{}
	for i, s := range out.Stages {
		if s.Median == nil {
			unknown = append(unknown, Named{s.ID, s.Name})
		}
		stages[i] = map[string]any{
			"id": s.ID, "name": s.Name, "medianDays": optional(s.Median), "p90Days": optional(s.P90),
			"passedBy": share(s.Passed, runs), "inTime": nil, "runsOut": share(s.RunsOut, runs),
		}
		if s.Passed > 0 {
			stages[i]["inTime"] = share(s.InTime, s.Passed)
			if answer["firstToBreach"] == nil && share(s.InTime, s.Passed) < threshold {
				answer["firstToBreach"] = named(Named{s.ID, s.Name})
			}
		}
	}
	answer["stages"], answer["stagesWithoutDays"] = stages, names(unknown)
	return answer
}

// share gives a part of a whole, with four digits behind the point.
func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return math.Round(float64(part)/float64(whole)*1e4) / 1e4
}

// round gives days with two digits behind the point.
func round(days float64) float64 { return math.Round(days*100) / 100 }

// quantile gives the value that a part of the sorted values does not pass.
func quantile(sorted []float64, part float64) float64 {
	return sorted[min(len(sorted)-1, max(0, int(math.Ceil(part*float64(len(sorted))))-1))]
}
