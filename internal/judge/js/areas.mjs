// Journey.betweenAreas, worked out by asking of every business capability at every stage where it is.

const places = { inBoth: [true, true], onlyInArea: [true, false], onlyInOther: [false, true], inNeither: [false, false] }
const nodes = (list) => list.map(({ id, name }) => ({ id, name }))

export function betweenAreas({ stages }) {
  const isAt = ([here, there]) => (b) => b.inArea.length > 0 === here && b.inOther.length > 0 === there
  const met = stages.flatMap((s) => s.enabledBy)
  const answer = {
    stages: stages.map(({ id, name, enabledBy }) => {
      const stage = { id, name, differs: enabledBy.some((b) => b.inArea.length > 0 !== b.inOther.length > 0) }
      for (const [place, where] of Object.entries(places)) {
        stage[place] = enabledBy.filter(isAt(where)).map((b) => ({ id: b.id, name: b.name, inArea: nodes(b.inArea), inOther: nodes(b.inOther) }))
      }
      return stage
    }),
  }
  for (const [place, where] of Object.entries(places)) answer[place] = new Set(met.filter(isAt(where)).map((b) => b.id)).size
  return answer
}
