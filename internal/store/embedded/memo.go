package embedded

import "sync"

// memo remembers lists that take long to find, up to so much of them. What it holds never changes.
type memo[K comparable, V any] struct {
	most int
	anew bool // begins anew when it is full, instead of taking nothing more

	mu    sync.RWMutex
	known map[K][]V // guarded by mu
	held  int       // guarded by mu
}

func (m *memo[K, V]) get(k K) ([]V, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	list, known := m.known[k]
	return list, known
}

// put remembers a list that counts as so much, where there is room for it.
func (m *memo[K, V]) put(k K, list []V, much int) {
	if much > m.most {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.anew && m.held+much > m.most {
		clear(m.known)
		m.held = 0
	}
	if _, known := m.known[k]; known || m.held+much > m.most {
		return
	}
	if m.known == nil {
		m.known = map[K][]V{}
	}
	m.known[k] = list
	m.held += much
}
