package access_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/model"
)

// made gives a token and its line. Tokens of different seeds differ.
func made(t *testing.T, seed byte, name string, role access.Role) (token, line string) {
	t.Helper()
	token, line, err := access.NewToken(bytes.NewReader(bytes.Repeat([]byte{seed}, 32)), name, role)
	require.NoError(t, err)
	return token, line
}

// file is a file of tokens under a clock that a test moves.
type file struct {
	t    *testing.T
	path string
	now  time.Time
}

func newFile(t *testing.T, lines ...string) *file {
	t.Helper()
	f := &file{t: t, path: filepath.Join(t.TempDir(), "tokens"), now: time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)}
	f.write(lines...)
	return f
}

// write writes the file so that its time of change is that of the clock.
func (f *file) write(lines ...string) {
	f.t.Helper()
	require.NoError(f.t, os.WriteFile(f.path, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	require.NoError(f.t, os.Chtimes(f.path, f.now, f.now))
}

func (f *file) open() *access.Tokens {
	f.t.Helper()
	tokens, err := access.OpenTokens(f.path, func() time.Time { return f.now })
	require.NoError(f.t, err)
	return tokens
}

func role(t *testing.T, tokens *access.Tokens, token string) access.Role {
	t.Helper()
	who, known, err := tokens.Who(token)
	require.NoError(t, err)
	require.Equal(t, known, who.Role != access.Nobody)
	return who.Role
}

func TestATokenIsKnownByItsHashOnly(t *testing.T) {
	token, line := made(t, 1, "ada.lovelace@example.org", access.Editor)
	other, _ := made(t, 2, "eve", access.Editor)
	require.NotContains(t, line, token)
	require.True(t, strings.HasPrefix(token, "cj_"))
	require.Len(t, token, 46, "256 bits, which nobody guesses")
	tokens := newFile(t, "# who may do what", "", line).open()
	who, known, err := tokens.Who(token)
	require.NoError(t, err)
	require.True(t, known)
	require.Equal(t, access.Who{Name: "ada.lovelace@example.org", Role: access.Editor}, who)
	for _, wrong := range []string{"", other, token + "x", token[1:], strings.ToUpper(token), line, strings.Fields(line)[2]} {
		require.Equal(t, access.Nobody, role(t, tokens, wrong), wrong)
	}
}

func TestTheFileIsReadAgainWhenItChanges(t *testing.T) {
	token, line := made(t, 1, "ada", access.Viewer)
	f := newFile(t, line)
	tokens := f.open()
	require.Equal(t, access.Viewer, role(t, tokens, token))
	f.write(strings.Replace(line, "viewer", "editor", 1)) // as long as before, at the same time
	require.Equal(t, access.Editor, role(t, tokens, token), "a change within one step of the clock is seen")
	f.now = f.now.Add(time.Hour)
	require.Equal(t, access.Editor, role(t, tokens, token))
	f.write("# nobody any more")
	require.Equal(t, access.Nobody, role(t, tokens, token), "a token can be withdrawn")
}

func TestWhileTheFileCannotBeUsedNobodyIsLetIn(t *testing.T) {
	token, line := made(t, 1, "ada", access.Admin)
	f := newFile(t, line)
	tokens := f.open()
	f.now = f.now.Add(time.Hour)
	for name, broken := range map[string]func(){
		"a slip of the pen": func() { f.write(line, "eve admln sha256:00") },
		"gone":              func() { require.NoError(t, os.Remove(f.path)) },
	} {
		broken()
		_, known, err := tokens.Who(token)
		require.False(t, known, name)
		require.Equal(t, model.Unavailable, model.CodeOf(err), name)
		require.NotContains(t, err.Error(), f.path, "who asks is not told about files")
		require.Error(t, tokens.Problem(), name)
		f.write(line)
		require.Equal(t, access.Admin, role(t, tokens, token), name)
	}
}

func TestProblemsOfAFileComeWithTheirLineAndWithoutSecrets(t *testing.T) {
	token, line := made(t, 1, "ada", access.Editor)
	_, second := made(t, 2, "bob", access.Viewer)
	f := newFile(t, line, line, strings.Replace(second, "bob", "ada", 1), strings.Replace(second, "viewer", "owner", 1),
		"carl editor "+token, "dora editor", "e/ve editor sha256:00", strings.Replace(line, "ada", "frank", 1))
	_, err := access.OpenTokens(f.path, time.Now)
	var e *model.Error
	require.ErrorAs(t, err, &e)
	var found []string
	for _, p := range e.Problems {
		found = append(found, fmt.Sprint(p.Line, " ", p.Rule))
	}
	require.Equal(t, []string{"2 token-name-twice", "3 token-name-twice", "4 token-role", "5 token-hash", "6 token-line", "7 token-name", "8 token-twice"}, found)
	require.NotContains(t, err.Error(), token, "a token that was put there by mistake is not shown to everybody")
}

func TestAFileThatEverybodyCanWriteSaysNothing(t *testing.T) {
	_, line := made(t, 1, "ada", access.Editor)
	f := newFile(t, line)
	require.NoError(t, os.Chmod(f.path, 0o666))
	_, err := access.OpenTokens(f.path, time.Now)
	require.ErrorContains(t, err, "chmod o-w")
	_, err = access.OpenTokens(filepath.Dir(f.path), time.Now)
	require.Error(t, err)
}

func TestNamesThatWouldSpoilTheFileAreRefused(t *testing.T) {
	for _, name := range []string{"", "a b", "a\nb", "#ada", strings.Repeat("a", 65), "añada"} {
		_, _, err := access.NewToken(bytes.NewReader(make([]byte, 32)), name, access.Viewer)
		require.Equal(t, model.BadUserInput, model.CodeOf(err), "%q", name)
	}
}

func TestRefusalsAreCountedByAddressAndComeBackWithTime(t *testing.T) {
	now := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	r := access.NewRefusals(func() time.Time { return now })
	granted := func(address string, times int) (n int) {
		for range times {
			if r.Note(address) {
				n++
			}
		}
		return n
	}
	require.Equal(t, 10, granted("192.0.2.1", 30))
	require.Equal(t, 10, granted("192.0.2.2", 30), "one address is not held up by another")
	require.Equal(t, 10, granted("2001:db8::1", 5)+granted("2001:db8::2", 25), "one network of IPv6 counts as one address")
	require.Equal(t, 0, granted("::ffff:192.0.2.1", 1), "an address of IPv4 is the same in both forms")
	now = now.Add(12 * time.Second)
	require.Equal(t, 2, granted("192.0.2.1", 30))
	now = now.Add(time.Hour)
	require.Equal(t, 60, func() (n int) {
		for i := range 1000 {
			n += granted(fmt.Sprintf("198.51.100.%d", i%250), 1)
		}
		return n
	}(), "all together are granted no more, from however many addresses they come")
	require.Equal(t, int64(30+30+30+1+30+1000), r.Counted())
}

// The time a request with a token costs where the file is as long as it may be.
func BenchmarkWho(b *testing.B) {
	var lines []string
	var last string
	for i := range 1000 {
		token, line, err := access.NewToken(bytes.NewReader(bytes.Repeat([]byte{byte(i), byte(i >> 8)}, 16)), fmt.Sprint("user", i), access.Viewer)
		require.NoError(b, err)
		lines, last = append(lines, line), token
	}
	path := filepath.Join(b.TempDir(), "tokens")
	require.NoError(b, os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600))
	long := time.Now().Add(-time.Hour)
	require.NoError(b, os.Chtimes(path, long, long))
	tokens, err := access.OpenTokens(path, time.Now)
	require.NoError(b, err)
	for b.Loop() {
		if _, known, _ := tokens.Who(last); !known {
			b.Fatal("not known")
		}
	}
}
