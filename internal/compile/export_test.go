package compile

// Forget empties the caches, so that a test or a benchmark sees an operation for the first time.
func (c *Compiler) Forget() {
	c.documents.Purge()
	c.plans.Purge()
	c.large.Purge()
}
