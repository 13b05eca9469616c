// Runs every audit of graphql-http against the address given and prints a line for each: id, status, name.
// The exit code is 1 when one of them is not ok.
import { serverAudits } from 'graphql-http'

let failed = 0
for (const audit of serverAudits({ url: process.argv[2] })) {
  const result = await audit.fn()
  if (result.status !== 'ok') failed++
  console.log(audit.id, result.status, audit.name, result.status === 'ok' ? '' : result.reason)
  await result.response?.body?.cancel?.().catch(() => {})
}
process.exit(failed ? 1 : 0)
