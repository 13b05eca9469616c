package sdl

import "github.com/carejourney/carejourney/internal/model"

// gapDirective is written as it stands: it says nothing about the model, and everything about how answers are read.
const gapDirective = `"""
Makes an operation a gap rule: what its answer names as the subject are findings. A rule may be given several of these, for
the same gap found in several ways. Paths are response keys separated by dots, through lists too, and are looked up in
the subject, then in what the subject was found in.
"""
directive @gap(
  "Short code of the rule, for example G01."
  code: String!
  "How bad a finding is."
  severity: GapSeverity!
  """
  The offenders: a path, or several combined from left to right by node id with + (or), - (but not) and & (and also), for
  example stages.nodes. With / it is all of what stands in front, unless any of it stands behind. What stands behind > is looked
  up in each of what stands in front of it.
  """
  subject: String!
  "What makes a subject an offender, written like subject: where it is empty, the subject is none."
  because: String
  """
  The finding in a sentence, with the names of what stands at a path as {path}, how many there are as {#path}, and {because}. A
  part in [ ] is left out where a path in it has nothing. Of more than five names the first four are said and how many more there are; values of
  enumerations and days are said in words. The rule in words where left out.
  """
  why: String
  "What to do about it, written like why."
  fix: String
) repeatable on QUERY

`

// gaps writes what an operation needs to be a gap rule.
func (d *document) gaps(m *model.Model) {
	d.text.WriteString(gapDirective)
	d.add(definition{Keyword: "enum", Name: "GapSeverity", Description: "How bad a gap is.", Members: []member{
		{Name: "HIGH", Description: "People can be harmed, turned away or left waiting."},
		{Name: "MEDIUM", Description: "It costs time or trust, or will be a worse gap later."},
		{Name: "LOW", Description: "Worth tidying up."},
	}})
	if !hasGaps(m) {
		return
	}
	for _, def := range gapTypes {
		d.add(def)
	}
}

// hasGaps holds for a model with the kinds that findings speak of: rules can be written for any other, but nobody can be
// told whom it touches.
func hasGaps(m *model.Model) bool {
	for _, kind := range []string{"Journey", "Stage", "PersonGroup", "AcceptedGap"} {
		if m.Kind(kind) == nil {
			return false
		}
	}
	return true
}

// gapsField is the field of Query that gives findings.
var gapsField = member{
	Name: "gaps", Type: "GapConnection!",
	Description: "What the gap rules find, as of today: the worst first, and of equals where the largest group of people is larger, then where all groups of all journeys that are touched are larger together, then by code, name and id of the subject.",
	Args: []member{
		{Name: "where", Type: "GapWhere", Description: "What must hold; all gaps where left out."},
		{Name: "first", Type: "Int", Description: "At most so many, up to 1,000; 100 where left out."},
		{Name: "after", Type: "String", Description: "Only what comes behind this cursor."},
	},
}

// gapTypes are the types of findings. What is not a type of the model in them is worked out by Go.
var gapTypes = []definition{
	{Keyword: "input", Name: "GapWhere", Description: "Conditions on gaps, which must all hold. An entry that is left out or null demands nothing.", Members: []member{
		{Name: "code", Type: "[String!]", Description: "Code of one of these rules, in whatever case."},
		{Name: "severity", Type: "[GapSeverity!]", Description: "One of these."},
		{Name: "journey", Type: "ID", Description: "Touches the journey with this id."},
		{Name: "stage", Type: "ID", Description: "Touches the stage with this id."},
		{Name: "region", Type: "ID", Description: "Look for services in the region or integrated care board with this id only, for rules about areas; in all regions of which services are known where left out."},
		{Name: "kind", Type: "[Kind!]", Description: "The subject is of one of these kinds."},
		{Name: "subject", Type: "ID", Description: "Is at the node with this id."},
		{Name: "accepted", Type: "Boolean", Description: "Whether somebody accepts it today."},
	}},
	{Keyword: "type", Name: "Gap", Description: "Something that is missing, found by a gap rule.", Members: []member{
		{Name: "id", Type: "ID!", Description: "The code of the rule and the id of the subject. It is no node."},
		{Name: "code", Type: "String!", Description: "Code of the rule, for example G06."},
		{Name: "rule", Type: "String!", Description: "The rule in words."},
		{Name: "severity", Type: "GapSeverity!", Description: "How bad it is: the worst, where the rule finds the same at this subject in several ways."},
		{Name: "subject", Type: "Element!", Description: "The node at which something is missing."},
		{Name: "why", Type: "String!", Description: "What is missing, in a sentence made of facts of the graph. Where the rule finds the same in several ways, a sentence for each, up to four, and how many more there are."},
		{Name: "fix", Type: "String!", Description: "What to do about it, made in the same way."},
		{Name: "path", Type: "[Element!]!", Description: "The nodes that prove it, each once: the subject, the reason, what why names, and what the subject was found in."},
		{Name: "journeys", Type: "[Journey!]!", Description: "Journeys it touches, by id."},
		{Name: "stages", Type: "[Stage!]!", Description: "Stages it touches, by id."},
		{Name: "personGroups", Type: "[PersonGroup!]!", Description: "Groups of people who take those journeys, in the order of the journeys, and before them those that the rule names. Where gaps are asked for that touch one journey, only those who take that journey."},
		{Name: "people", Type: "Int", Description: "How many people the largest of these groups has: as many, at most, of that group. Groups overlap, so their sizes are not added up. Where gaps are asked for that touch one journey, it is the largest group that takes that journey. Null where no size is known."},
		{Name: "accepted", Type: "GapAcceptance", Description: "Who accepts it and why; null where nobody does today. Of several, who does for longest."},
		{Name: "lapsed", Type: "GapAcceptance", Description: "Who accepted it until some day before today; null where nobody did, and where somebody does."},
	}},
	{Keyword: "type", Name: "GapAcceptance", Description: "That somebody accepts a gap for a while.", Members: []member{
		{Name: "node", Type: "AcceptedGap!", Description: "Where it is written."},
		{Name: "reason", Type: "String!", Description: "Why."},
		{Name: "owner", Type: "String!", Description: "Team or role that answers for it."},
		{Name: "until", Type: "Date!", Description: "Last day of it."},
	}},
	{Keyword: "type", Name: "GapConnection", Description: "One page of gaps.", Members: append(onPage("Gap", "Gap"), []member{
		{Name: "leftOut", Type: "[String!]!", Description: "Codes of rules that were not asked: they need a region, or the graph is too large for them."},
		{Name: "counts", Type: "GapCounts!", Description: "How many of the gaps that match have what, whatever the page."},
	}...)},
	{Keyword: "type", Name: "GapEdge", Description: "One row of GapConnection.", Members: onEdge("Gap")},
	{Keyword: "type", Name: "GapCounts", Description: "Gaps counted. A gap that touches several journeys or stages counts for each, and what has no gap is not listed.", Members: []member{
		{Name: "severity", Type: "[GapCount!]!", Description: "By severity, the worst first."},
		{Name: "code", Type: "[GapCount!]!", Description: "By rule, in the order of their codes."},
		{Name: "journey", Type: "[GapCount!]!", Description: "By journey, the most gaps first, then by name and id."},
		{Name: "stage", Type: "[GapCount!]!", Description: "By stage, the most gaps first, then by name and id."},
		{Name: "kind", Type: "[GapCount!]!", Description: "By kind of the subject, the most gaps first, then by name."},
		{Name: "accepted", Type: "Int!", Description: "How many somebody accepts today."},
	}},
	{Keyword: "type", Name: "GapCount", Description: "How many gaps have something.", Members: []member{
		{Name: "value", Type: "String!", Description: "A severity, a code, a kind, or the id of a journey or stage."},
		{Name: "name", Type: "String!", Description: "What people call it: the rule in words, or the name of the journey or stage."},
		{Name: "count", Type: "Int!", Description: "How many gaps."},
		{Name: "high", Type: "Int!", Description: "How many of them are HIGH."},
	}},
}
