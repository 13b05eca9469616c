package embedded_test

import (
	"testing"

	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestTheStoreGivesTheAnswersOfANaiveOneOnTheRealModel(t *testing.T) {
	storetest.DifferentialOn(t, vocabulary(t), open, storetest.Effort{Seeds: 40, Rounds: 4, Queries: 5})
}
