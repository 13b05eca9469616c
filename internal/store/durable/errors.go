package durable

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/carejourney/carejourney/internal/model"
)

// What can be wrong with the file of a graph. They come as the cause of a *model.Error with code UNAVAILABLE.
var (
	ErrInUse   = errors.New("in use by another process")
	ErrForeign = errors.New("not a graph of this program")
	ErrNewer   = errors.New("made by a newer version of this program")
	ErrDamaged = errors.New("damaged")
	ErrNoSpace = errors.New("no space left")
	ErrAccess  = errors.New("access denied")
	ErrStale   = errors.New("the file does not hold what is served")
)

// cause joins what is wrong in our words to what somebody else said about it.
type cause struct{ ours, theirs error }

func (c cause) Error() string { return c.ours.Error() + ": " + c.theirs.Error() }

// Unwrap gives both errors.
func (c cause) Unwrap() []error { return []error{c.ours, c.theirs} }

func unavailable(ours, theirs error, message string) error {
	e := &model.Error{Code: model.Unavailable, Message: message, Err: ours}
	if theirs != nil {
		e.Err = cause{ours, theirs}
	}
	return e
}

// damaged says what to do about a file that cannot be trusted.
func damaged(path string, why error) error {
	return unavailable(ErrDamaged, why, path+" is damaged ("+why.Error()+"), so it is not used. "+
		"Put the last backup back with: carejourney restore BACKUP --data DIR. The damaged file is kept beside it")
}

// opening puts an error of opening a file into words a person can act on.
func opening(path string, err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return unavailable(ErrInUse, err, path+" is in use by another process, perhaps a running server. Stop that one first, or send it the change")
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return damaged(path, err)
	}
	return writing(path, err)
}

// noSpace reports whether an error is a lack of space. bbolt gives what the system says about growing a file as text only.
func noSpace(err error) bool {
	for _, no := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, no) || err != nil && strings.Contains(err.Error(), no.Error()) {
			return true
		}
	}
	return false
}

// writing puts an error of the file system into words a person can act on.
func writing(path string, err error) error {
	switch {
	case noSpace(err):
		return unavailable(ErrNoSpace, err, "there is no space left to write "+path+". Nothing was changed. Make space and repeat it")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return unavailable(ErrAccess, err, path+" cannot be written: access is denied. Let this user write the folder and the file in it")
	case errors.Is(err, bolterrors.ErrDatabaseNotOpen):
		return &model.Error{Code: model.Unavailable, Message: "the graph is closed", Err: err}
	}
	return &model.Error{Code: model.Unavailable, Message: path + " cannot be read or written; the log says why", Err: err}
}
