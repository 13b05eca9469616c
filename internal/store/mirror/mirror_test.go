package mirror_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/mirror"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestChangesOfOthersAreTakenOverWithoutReadingEverything(t *testing.T) {
	s := newScene(t)
	s.shows(2, "a")
	s.write(s.Put("route:b", model.Props{"name": "b"}), s.Put("stop:b", model.Props{"name": "s"}), s.Link("route:b", "HAS_STOP", "stop:b", model.Props{"order": int64(1)}))
	s.write(s.Merge("route:a", model.Props{"name": "z"}))
	s.shows(2, "a")
	s.pass(poll, poll)
	s.shows(4, "z", "b")
	s.write(s.Delete("route:b"), s.Delete("stop:b"))
	s.pass(poll, poll)
	s.shows(5, "z")
	require.Equal(t, 1, s.db.exports, "everything is read once")
}

func TestEverythingIsReadAgainWhereTheSourceCannotTellWhatChanged(t *testing.T) {
	s := newScene(t)
	s.write(s.Put("route:b", model.Props{"name": "b"}))
	s.db.set(func() { clear(s.db.changed) })
	s.pass(poll, poll)
	s.shows(3, "a", "b")
	require.Equal(t, 2, s.db.exports)
}

func TestEverythingIsReadAgainWhereWhatChangedDoesNotFit(t *testing.T) {
	s := newScene(t)
	s.write(s.Put("route:b", model.Props{"name": "b"}), s.Link("route:a", "LEADS_TO", "route:b", nil))
	s.db.set(func() { s.db.torn = true })
	s.pass(poll, poll)
	s.shows(3, "a", "b")
	require.Equal(t, 2, s.db.exports)
}

func TestWhatOthersChangedWithoutAVersionBecomesOne(t *testing.T) {
	s := newScene(t)
	s.db.behindItsBack(t, s.Put("route:b", model.Props{"name": "b"}))
	s.pass(poll, poll)
	s.shows(2, "a")
	s.pass(refresh, refresh)
	s.shows(3, "a", "b")
	version, err := s.db.Version(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 3, version, "the version is the source's")
	s.pass(refresh, refresh)
	s.shows(3, "a", "b")
}

func TestOfTwoMirrorsOneMakesTheVersionOfWhatBothNotice(t *testing.T) {
	s := newScene(t)
	other := newClock()
	second, err := mirror.Open(t.Context(), s.Model, notClosed{s.db}, mirror.Options{Poll: poll, Refresh: refresh, Now: other.Now, After: other.After})
	require.NoError(t, err)
	defer func() { require.NoError(t, second.Close()) }()
	s.db.behindItsBack(t, s.Put("route:b", model.Props{"name": "b"}))
	s.pass(refresh, refresh)
	other.pass(refresh, refresh)
	s.shows(3, "a", "b")
	require.EqualValues(t, 3, second.Current())
}

// notClosed is a database that several mirrors share.
type notClosed struct{ *database }

func (notClosed) Close() error { return nil }

func TestAWriterReadsItsChangeAtOnce(t *testing.T) {
	s := newScene(t)
	applied, err := s.mirror.Apply(t.Context(), model.Changes{Ops: []model.Change{s.Put("route:b", model.Props{"name": "b"})}})
	require.NoError(t, err)
	require.EqualValues(t, 3, applied.Version)
	s.shows(3, "a", "b")
	require.Equal(t, 1, s.db.exports)
}

func TestAWriterReadsWhatOthersChangedBeforeItToo(t *testing.T) {
	s := newScene(t)
	s.write(s.Put("route:b", model.Props{"name": "b"}))
	_, err := s.mirror.Apply(t.Context(), model.Changes{Ops: []model.Change{s.Put("route:c", model.Props{"name": "c"})}})
	require.NoError(t, err)
	s.shows(4, "a", "b", "c")
}

func TestAChangeThatDoesSomethingElseInTheSourceIsReadFromThere(t *testing.T) {
	s := newScene(t)
	s.db.behindItsBack(t, s.Merge("route:a", model.Props{"name": "z"}))
	_, err := s.mirror.Apply(t.Context(), model.Changes{Ops: []model.Change{
		s.Merge("route:a", model.Props{"name": "z"}), s.Put("route:b", model.Props{"name": "b"}),
	}})
	require.NoError(t, err)
	s.shows(3, "a", "b")
	s.pass(refresh, refresh)
	s.shows(4, "z", "b")
}

func TestAWriterWhoseChangeCollidesCanReadWhatItCollidedWith(t *testing.T) {
	s := newScene(t)
	s.write(s.Put("route:b", model.Props{"name": "b"}))
	expected := s.mirror.Current()
	changes := model.Changes{Expected: &expected, Ops: []model.Change{s.Put("route:c", model.Props{"name": "c"})}}
	_, err := s.mirror.Apply(t.Context(), changes)
	require.Equal(t, model.Conflict, model.CodeOf(err))
	s.shows(3, "a", "b")
	expected = s.mirror.Current()
	_, err = s.mirror.Apply(t.Context(), changes)
	require.NoError(t, err)
}

func TestWhileTheSourceIsAwayAnswersGetOlderAndChangesAreRefused(t *testing.T) {
	s := newScene(t)
	s.pass(poll, poll)
	require.True(t, s.mirror.Healthy())
	require.Zero(t, s.mirror.Age())

	s.db.set(func() { s.db.away = true })
	s.pass(poll, 10*time.Second)
	s.pass(refresh, 20*time.Second)
	require.False(t, s.mirror.Healthy())
	require.Equal(t, 30*time.Second, s.mirror.Age())
	s.shows(2, "a")
	_, err := s.mirror.Apply(t.Context(), model.Changes{Ops: []model.Change{s.Delete("route:a")}})
	require.Equal(t, model.Unavailable, model.CodeOf(err))
	s.shows(2, "a")

	s.db.set(func() { s.db.away = false })
	s.write(s.Put("route:b", model.Props{"name": "b"}))
	s.pass(poll, poll)
	require.True(t, s.mirror.Healthy())
	require.Zero(t, s.mirror.Age())
	s.shows(3, "a", "b")
}

func TestAChangeIsReadableEvenIfTheSourceGoesAwayAfterIt(t *testing.T) {
	s := newScene(t)
	s.db.set(func() { s.db.last = true })
	_, err := s.mirror.Apply(t.Context(), model.Changes{Ops: []model.Change{s.Put("route:b", model.Props{"name": "b"})}})
	require.NoError(t, err)
	s.shows(3, "a", "b")
}

func TestAWriterIsToldWhereItsChangeIsMadeButCannotBeReadYet(t *testing.T) {
	s := newScene(t)
	s.write(s.Put("route:b", model.Props{"name": "b"}))
	s.db.set(func() { s.db.last = true })
	applied, err := s.mirror.Apply(t.Context(), model.Changes{Ops: []model.Change{s.Put("route:c", model.Props{"name": "c"})}})
	require.Equal(t, model.Unavailable, model.CodeOf(err))
	require.ErrorContains(t, err, "the change was made")
	require.EqualValues(t, 4, applied.Version)
	require.False(t, s.mirror.Healthy())
	s.shows(2, "a")
	s.db.set(func() { s.db.away, s.db.last = false, false })
	s.pass(poll, poll)
	s.shows(4, "a", "b", "c")
}

func TestAMirrorOfASourceThatIsAwayCannotBeOpened(t *testing.T) {
	d := newDatabase(storetest.Town())
	d.away = true
	_, err := mirror.Open(t.Context(), storetest.Town(), d, mirror.Options{})
	require.Equal(t, model.Unavailable, model.CodeOf(err))
}

func TestAMirrorThatIsClosedClosesItsSource(t *testing.T) {
	d := newDatabase(storetest.Town())
	ctx, cancel := context.WithCancel(t.Context())
	m, err := mirror.Open(ctx, storetest.Town(), d, mirror.Options{})
	require.NoError(t, err)
	cancel()
	_, err = m.Version(t.Context())
	require.NoError(t, err, "the context is for opening only")
	require.NoError(t, m.Close())
	_, err = d.Version(t.Context())
	require.Equal(t, model.Unavailable, model.CodeOf(err))
}
