package generate

// sizesFor gives how many elements of each kind, by prefix, go with so many journeys. What a country has of a kind for
// every journey stays the same; no kind is ever empty.
func sizesFor(journeys int) map[string]int {
	part := func(of int) int { return max(journeys/of, 6) }
	return map[string]int{
		"journey": journeys, "stage": stagesBefore(journeys), "touchpoint": touchpointsOf(journeys),
		"handoff": journeys, "insight": journeys, "waiting-time-target": part(20),
		"organisation": 20 * journeys, "service": 50 * journeys,
		"business-capability": part(4), "service-type": part(10), "application": part(2),
		"application-capability": part(25), "standard": max(part(25), 40), "outcome": part(20), "information-object": part(20),
		"technology": part(50), "person-group": part(100), "application-type": part(200), "organisation-type": part(400),
		"principle": part(500),
	}
}

// stagesOf gives how many stages a journey has: six to eighteen, twelve on average.
func stagesOf(journey int) int { return 6 + 3*(journey*3%5) }

// getsInTouch holds for stages where people get in touch or talk, the nth of so many. They can do so in two ways.
func getsInTouch(n, of int) bool {
	kind := stageType[n*len(stageType)/of]
	return kind == "CONTACT" || kind == "CONSULT"
}

// touchpointsOf gives how many touchpoints so many journeys have.
func touchpointsOf(journeys int) int {
	n := stagesBefore(journeys)
	for i := range journeys {
		for stage := range stagesOf(i) {
			if getsInTouch(stage, stagesOf(i)) {
				n++
			}
		}
	}
	return n
}

// stagesBefore gives how many stages the journeys before one have together.
func stagesBefore(journey int) int {
	n := journey / 5 * 60
	for i := range journey % 5 {
		n += stagesOf(i)
	}
	return n
}
