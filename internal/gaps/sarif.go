package gaps

import "encoding/json"

// Place is where in the model files a node is written. File is "" where nobody knows.
type Place struct {
	File         string
	Line, Column int
}

// The parts of SARIF 2.1.0 that a finding fills, under its names.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string       `json:"id"`
		Name          string       `json:"name"`
		Short         sarifText    `json:"shortDescription"`
		Configuration sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Suppressions []sarifSuppressed `json:"suppressions,omitempty"`
		Properties   map[string]any    `json:"properties"`
	}
	sarifSuppressed struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
	sarifLocation struct {
		Physical *sarifPhysical `json:"physicalLocation,omitempty"`
		Logical  []sarifLogical `json:"logicalLocations"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn"`
	}
	sarifLogical struct {
		Name     string `json:"name"`
		FullName string `json:"fullyQualifiedName"`
		Kind     string `json:"kind"`
	}
)

// levels are what SARIF calls severities.
var levels = map[Severity]string{High: "error", Medium: "warning", Low: "note"}

// SARIF writes findings for tools that collect results of checks. place says where a node is written.
func SARIF(rules []*Rule, findings []Finding, place func(id string) Place) ([]byte, error) {
	run := sarifRun{Results: []sarifResult{}}
	run.Tool.Driver.Name = "carejourney"
	index := map[string]int{}
	for i, r := range rules {
		index[r.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: r.Code, Name: r.Name, Short: sarifText{r.Words}, Configuration: sarifDefault{levels[r.Severity]},
		})
	}
	for i := range findings {
		f := findings[i].Told()
		at := sarifLocation{Logical: []sarifLogical{{Name: f.Subject.Name, FullName: f.Subject.ID, Kind: f.Subject.Kind}}}
		if p := place(f.Subject.ID); p.File != "" {
			at.Physical = &sarifPhysical{sarifArtifact{p.File}, sarifRegion{p.Line, p.Column}}
		}
		var suppressed []sarifSuppressed
		if f.Accepted != nil {
			suppressed = []sarifSuppressed{{"external", "accepted", f.Accepted.Reason}}
		}
		run.Results = append(run.Results, sarifResult{
			RuleID: f.Code, RuleIndex: index[f.Code], Level: levels[f.Severity],
			Message: sarifText{f.Why + " " + f.Fix}, Locations: []sarifLocation{at},
			Fingerprints: map[string]string{"finding/v1": f.Code + " " + f.Subject.ID},
			Suppressions: suppressed,
			Properties:   map[string]any{"people": f.Size, "journeys": f.Journeys, "path": f.Path},
		})
	}
	return json.Marshal(sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	})
}
