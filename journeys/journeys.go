// Package journeys holds the model that ships with Carejourney: typical journeys through care and the registers of
// capabilities, services, organisations and standards they refer to. The README beside it says what comes from where.
//
// It is data only: reading and checking it is the business of internal/modelfile.
package journeys

import "embed"

// FS is the shipped model folder, ready to be read like any other.
//
//go:embed *.yaml */*.csv
var FS embed.FS
