package neo4j

import (
	"crypto/rand"
	"log/slog"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"
)

// Config says where the database is and how to treat it. Zero values stand for the defaults.
type Config struct {
	URI      string // neo4j:// routes in a cluster, bolt:// talks to one server; +s adds TLS
	User     string // empty for a server without passwords
	Password string
	Database string // "neo4j" by default

	QueryTimeout    time.Duration // how long the server may work on one query, 10 s by default
	WriteTimeout    time.Duration // the same for a batch of changes, a minute by default
	StatisticsEvery time.Duration // how old the numbers that anchors are chosen by may be, a minute by default

	Existing bool                     // refuse a database without the constraints and indexes rather than make them
	Largest  int                      // how many elements and links Load writes in one transaction, 50,000 by default
	Progress func(written, total int) // told while a batch is written, nil for nobody

	Log         *slog.Logger     // gets the words of the driver, which no caller sees
	Now         func() time.Time // the clock
	OperationID func() string    // gives every batch of changes a name of its own
}

func (c Config) withDefaults() Config {
	if c.Database == "" {
		c.Database = "neo4j"
	}
	if c.QueryTimeout == 0 {
		c.QueryTimeout = 10 * time.Second
	}
	if c.WriteTimeout == 0 {
		c.WriteTimeout = time.Minute
	}
	if c.StatisticsEvery == 0 {
		c.StatisticsEvery = time.Minute
	}
	if c.Largest == 0 {
		c.Largest = 50_000
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.OperationID == nil {
		c.OperationID = rand.Text
	}
	return c
}

// connect makes a driver. It opens no connection yet.
func (c Config) connect() (driver.DriverWithContext, error) {
	auth := driver.NoAuth()
	if c.User != "" {
		auth = driver.BasicAuth(c.User, c.Password, "")
	}
	return driver.NewDriverWithContext(c.URI, auth, func(d *config.Config) {
		d.MaxConnectionPoolSize = 50
		d.ConnectionAcquisitionTimeout = 5 * time.Second
		d.ConnectionLivenessCheckTimeout = 30 * time.Second
		d.SocketConnectTimeout = 3 * time.Second
		d.MaxTransactionRetryTime = 10 * time.Second
		d.TelemetryDisabled = true
		d.UserAgent = "carejourney"
		d.NotificationsMinSeverity = notifications.DisabledLevel // nobody would read them, and every answer would carry some
	})
}
