package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/carejourney/carejourney/internal/store/durable"
)

// backupSocket is where a server gives backups to other processes of this machine that may use its data folder.
func backupSocket(dir string) string { return filepath.Join(dir, "backup.sock") }

// giveBackups answers everybody who connects to the socket with a backup, until ctx ends.
func giveBackups(ctx context.Context, dir string, s *durable.Store, log *slog.Logger) error {
	path := backupSocket(dir)
	// We have the graph open, so a socket that is there is one of a server that is gone.
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("give backups: %w", err)
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "unix", path)
	if err != nil {
		log.WarnContext(ctx, "backups can be made only while the server is stopped", "error", err)
		return nil
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return errors.Join(fmt.Errorf("give backups: %w", err), l.Close())
	}
	srv := &http.Server{
		ReadHeaderTimeout: 5 * time.Second,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := s.Backup(w); err != nil {
				log.ErrorContext(r.Context(), "a backup could not be given", "error", err)
				panic(http.ErrAbortHandler) // so that nobody takes half of it for the whole
			}
			log.InfoContext(r.Context(), "a backup was given")
		}),
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() { stopped <- srv.Close() })
	err = srv.Serve(l)
	if stop() {
		return fmt.Errorf("give backups: %w", err)
	}
	return <-stopped
}

// askForBackup gets a backup from the server that has the folder open. Where none answers, inUse is the error.
func askForBackup(ctx context.Context, dir string, w io.Writer, inUse error) error {
	var dialer net.Dialer
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, "unix", backupSocket(dir))
	}}
	defer transport.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://backup/", nil)
	if err != nil {
		return err
	}
	resp, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return inUse
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the server gave no backup: %s", resp.Status)
	}
	if _, err := io.Copy(w, resp.Body); err != nil {
		return fmt.Errorf("the backup broke off: %w", err)
	}
	return nil
}
