package generate

// Words that names are made of. They name things of health and care, and nobody and no place.
var (
	topics = []string{
		"asthma", "back pain", "blood pressure", "bowel", "breast", "cataract", "chest pain", "dementia", "diabetes", "eating",
		"epilepsy", "falls", "fertility", "foot", "fracture", "gout", "hearing", "heart", "hip", "infection", "kidney", "knee",
		"lung", "memory", "migraine", "mood", "newborn", "pregnancy", "skin", "sleep", "speech", "stroke", "thyroid", "vision", "weight",
	}
	forms     = []string{"advice", "assessment", "check", "clinic", "follow-up", "monitoring", "rehabilitation", "review", "screening", "support", "therapy", "treatment"}
	verbs     = []string{"Agree", "Arrange", "Assess", "Book", "Check", "Collect", "Compare", "Confirm", "Explain", "Follow up", "Hand over", "Record", "Refer", "Review", "Send", "Share"}
	things    = []string{"an appointment", "a care plan", "consent", "a diagnosis", "a discharge", "a letter", "medicines", "needs", "a payment", "a referral", "results", "a risk", "a test", "a visit"}
	phases    = []string{"Before", "Finding out", "Deciding", "Being treated", "Afterwards"}
	bodies    = []string{"hospital", "surgery", "pharmacy", "clinic", "care home", "community team", "laboratory", "ambulance station"}
	stageType = []string{"SYMPTOM", "CONTACT", "CONSULT", "INVESTIGATE", "DIAGNOSE", "REFER", "SPECIALIST", "TREATMENT", "ONGOING_MANAGEMENT", "RESOLUTION"}
)

// title makes a name out of words and the number of what is named.
func title(i int, words ...string) string {
	text := ""
	for _, w := range words {
		text += w + " "
	}
	return text + number(i)
}
