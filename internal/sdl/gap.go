package sdl

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
  example stages.nodes. What stands behind > is looked up in each of what stands in front of it.
  """
  subject: String!
  "What makes a subject an offender, written like subject: where it is empty, the subject is none."
  because: String
  "The finding in a sentence, with the names of what stands at a path as {path}, how many there are as {#path}, and {because}."
  why: String
  "What to do about it, written like why."
  fix: String
) repeatable on QUERY

`

// gaps writes what an operation needs to be a gap rule.
func (d *document) gaps() {
	d.text.WriteString(gapDirective)
	d.add(definition{Keyword: "enum", Name: "GapSeverity", Description: "How bad a gap is.", Members: []member{
		{Name: "HIGH", Description: "People can be harmed, turned away or left waiting."},
		{Name: "MEDIUM", Description: "It costs time or trust, or will be a worse gap later."},
		{Name: "LOW", Description: "Worth tidying up."},
	}})
}
