import type { DerivedVersion } from './derived.ts'

/** Versions in order, of which those at one price that follow each other without a gap are one. */
export function joined(versions: readonly DerivedVersion[]): DerivedVersion[] {
  const all: DerivedVersion[] = []
  for (const version of versions) {
    const last = all.at(-1)
    if (last && last.endOn === version.startOn && isSamePrice(last, version))
      all[all.length - 1] = { ...last, endOn: version.endOn }
    else all.push(version)
  }
  return all
}

function isSamePrice(a: DerivedVersion, b: DerivedVersion): boolean {
  const told = ({ plan, quantity, amount, interval, trial, discount }: DerivedVersion) =>
    JSON.stringify([plan, quantity, amount, interval, trial, discount])
  return told(a) === told(b)
}
