import type { Source } from './sources.ts'

/** Circles of imports, each told once as the way round; types do not count, they are gone when the program runs. */
export function cycles(sources: Source[]): string[] {
  const wanted = new Map(
    sources.map(({ place, imports }) => [place, imports.filter((i) => !i.typeOnly).map((i) => i.target)]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (place: string, way: string[]) => {
    const at = way.indexOf(place)
    if (at >= 0) found.push([...way.slice(at), place].join(' → '))
    if (at >= 0 || done.has(place)) return
    for (const target of wanted.get(place) ?? []) visit(target, [...way, place])
    done.add(place)
  }
  for (const place of wanted.keys()) visit(place, [])
  return found
}
