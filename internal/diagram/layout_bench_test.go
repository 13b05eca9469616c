package diagram_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/carejourney/carejourney/internal/diagram"
)

// BenchmarkLayOut lays out journeys whose stages have about ten things each, from 100 things to 10,000.
func BenchmarkLayOut(b *testing.B) {
	for _, stages := range []int{10, 60, 100, 1000} {
		b.Run(fmt.Sprint(stages, " stages"), func(b *testing.B) {
			j := long(rand.New(rand.NewPCG(7, uint64(stages))), stages)
			for b.Loop() {
				layOut(b, j)
			}
		})
	}
}

// BenchmarkTenTimesAsManyThings lays out 1,000 things and 10,000 in turn and tells how many times as long the latter take.
func BenchmarkTenTimesAsManyThings(b *testing.B) {
	brief, tall := long(rand.New(rand.NewPCG(7, 100)), 100), long(rand.New(rand.NewPCG(7, 1000)), 1000)
	var few, many time.Duration
	for b.Loop() {
		begun := time.Now()
		layOut(b, brief)
		between := time.Now()
		layOut(b, tall)
		few, many = few+between.Sub(begun), many+time.Since(between)
	}
	b.ReportMetric(float64(many)/float64(few), "times")
}

func layOut(b *testing.B, j *diagram.Journey) {
	b.Helper()
	if len(diagram.Draw(j, diagram.Links{}).Boxes) == 0 {
		b.Fatal("nothing drawn")
	}
}

// BenchmarkWriteSixtyStages lays out and writes 60 stages with something in every lane, a page with a map's greatest cost.
func BenchmarkWriteSixtyStages(b *testing.B) {
	j := random(rand.New(rand.NewPCG(1, 1)), 60)
	b.ReportAllocs()
	for b.Loop() {
		if svg := diagram.Draw(j, diagram.Links{}).SVG(); len(svg) == 0 {
			b.Fatal("nothing drawn")
		}
	}
}
