// Organisation.providedTwice, worked out by asking of everything provided who else provides it.

const passed = (edge) => edge.properties.claim === 'PASSED_FULL' || edge.properties.claim === 'PASSED_PARTIAL'

export function providedTwice({ applications }) {
  const provided = (a) => a.applicationCapabilitiesConnection.edges.filter(passed).map((e) => e.node)
  const all = applications.flatMap(provided)
  return all
    .filter((one, i) => all.findIndex((other) => other.id === one.id) === i)
    .map(({ id, name }) => {
      const by = applications.filter((a) => provided(a).some((other) => other.id === id))
      return { id, name, applications: by.map((a) => ({ id: a.id, name: a.name })) }
    })
    .filter((one) => one.applications.length > 1)
}
