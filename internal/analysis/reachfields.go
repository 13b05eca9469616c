package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// fields gives the reach of a group under the names of the schema.
func (j ReachJourney) fields(g ReachGroup, r Reach) map[string]any {
	answer := map[string]any{
		"personGroup": named(g.Named), "size": optional(g.Size), "cannotUse": g.CannotUse, "reaches": r.Reaches,
		"blocked": j.stageNames(r.Blocked), "firstBlocked": nil, "openBy": nil, "why": j.why(g, r),
	}
	if r.First >= 0 {
		answer["firstBlocked"] = named(j.Stages[r.First].Named)
	}
	if r.Reaches || r.Open != nil {
		usable := j.usable(g)
		open := make([]map[string]any, len(r.Open))
		for i, at := range r.Open {
			offered := []map[string]any{}
			for _, t := range j.Stages[at].Touchpoints {
				if t.seen() {
					offered = append(offered, map[string]any{"id": t.ID, "name": t.Name, "channel": t.Channel})
				}
			}
			open[i] = map[string]any{"stage": named(j.Stages[at].Named), "touchpoints": offered, "channels": usable}
		}
		answer["openBy"] = open
	}
	return answer
}

func (j ReachJourney) stageNames(at []int) []map[string]any {
	stages := make([]map[string]any, len(at))
	for i, stage := range at {
		stages[i] = named(j.Stages[stage].Named)
	}
	return stages
}

// usable gives the channels that stages of the journey offer and the group can use, those of most stages first.
func (j ReachJourney) usable(g ReachGroup) []string {
	stages := map[string]int{}
	for _, s := range j.Stages {
		here := map[string]bool{}
		for _, t := range s.Touchpoints {
			if t.seen() && !here[t.Channel] && !slices.Contains(g.CannotUse, t.Channel) {
				here[t.Channel] = true
				stages[t.Channel]++
			}
		}
	}
	channels := make([]string, 0, len(stages))
	for channel := range stages {
		channels = append(channels, channel)
	}
	slices.SortFunc(channels, func(a, b string) int { return cmp.Or(cmp.Compare(stages[b], stages[a]), cmp.Compare(a, b)) })
	return channels
}

// channelWords says how a contact takes place.
var channelWords = map[string]string{
	"FACE_TO_FACE": "in person", "TELEPHONE": "by phone", "VIDEO": "by video call", "TALK_TYPE": "by phone with text", "EMAIL": "by email",
	"SMS": "by text message", "ONLINE_TRIAGE": "by an online form", "NHS_APP": "in the NHS App", "WEB": "on a website", "LETTER": "by letter",
	"HOME_VISIT": "at home", "OTHER": "in another way",
}

// why says in a sentence or two how far the group gets.
func (j ReachJourney) why(g ReachGroup, r Reach) string {
	switch {
	case r.Reaches && len(r.Blocked) == 0:
		return fmt.Sprintf("%s: every stage offers a contact they can use.", g.Name)
	case r.Reaches:
		return fmt.Sprintf("%s: they get to the end, on a way that leaves out %s.", g.Name, j.listed(r.Blocked))
	case r.First < 0:
		return fmt.Sprintf("%s: no way they can go leads to the end.", g.Name)
	}
	var offered []string
	for _, t := range j.Stages[r.First].Touchpoints {
		if words := channelWords[t.Channel]; t.seen() && !slices.Contains(offered, words) {
			offered = append(offered, words)
		}
	}
	text := fmt.Sprintf("%s: they get no further than %q, which is only %s.", g.Name, j.Stages[r.First].Name, together(offered))
	if r.Open == nil {
		return text + " Opening it is not enough: no way they can go leads to the end."
	}
	return text + fmt.Sprintf(" Another kind of contact at %s would open the way.", j.listed(r.Open))
}

// listed names stages, the first few of many.
func (j ReachJourney) listed(at []int) string {
	var words []string
	for _, stage := range at[:min(len(at), 3)] {
		words = append(words, fmt.Sprintf("%q", j.Stages[stage].Name))
	}
	if more := len(at) - len(words); more > 0 {
		words = append(words, fmt.Sprintf("%d more", more))
	}
	return together(words)
}

// together joins words as people do.
func together(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
