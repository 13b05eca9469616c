package neo4jtest

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

func TestAServerAnswers(t *testing.T) { require.NoError(t, answers(URI(t))) }
