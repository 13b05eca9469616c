package diagram

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// shortNames are words that are written with capitals.
var shortNames = strings.NewReplacer("Nhs app", "NHS App", "Nhs", "NHS", "nhs", "NHS", "Gp ", "GP ", "gp ", "GP ")

// Words puts a value of an enumeration into plain English, in pictures and on pages the same.
func Words(value string) string {
	switch value {
	case "FACE_TO_FACE":
		return "In person"
	case "TELEPHONE":
		return "Phone"
	case "TALK_TYPE":
		return "Text phone"
	case "SMS":
		return "Text message"
	case "ONLINE_TRIAGE":
		return "Online form"
	case "HOME_VISIT":
		return "At home"
	case "EPISODIC":
		return "Single episode"
	case "LONG_TERM":
		return "Long-term condition"
	case "ONGOING_MANAGEMENT":
		return "Ongoing care"
	case "":
		return ""
	}
	text := strings.ToLower(strings.ReplaceAll(value, "_", " "))
	text = strings.ToUpper(text[:1]) + text[1:]
	return shortNames.Replace(text)
}

// Channel puts a way of contact into plain English.
func Channel(value string) string {
	if value == "OTHER" {
		return "Other way"
	}
	return Words(value)
}

// Feels says how a group of people feels at a stage, from -2 to 2, in words and with the number.
func Feels(emotion int) string {
	emotion = min(2, max(-2, emotion))
	words := []string{"very bad", "bad", "neither good nor bad", "good", "very good"}[emotion+2]
	if emotion == 0 {
		return words
	}
	return words + " (" + strings.ReplaceAll(fmt.Sprintf("%+d", emotion), "-", "−") + ")"
}

// count says how many there are of something: 1 stage, 2 stages.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// percent writes a share, and nothing for one that is not known.
func percent(share float64) string {
	switch {
	case share < 0:
		return ""
	case share > 0 && share < 0.01:
		return "under 1%"
	case share > 0.99 && share < 1:
		return "over 99%"
	}
	return strconv.Itoa(int(share*100+0.5)) + "%"
}

// day writes a date as people do, and any other text as it is.
func day(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.Format("2 January 2006")
}

// joined joins parts that are not empty.
func joined(separator string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}
