import type { Line, Version } from './apis.ts'

/** The price of a line that holds on a day, else the one that held last, else the one to come. */
export function priceHolding(line: Line, on: string): Version | undefined {
  return line.versions.findLast((price) => price.startOn <= on) ?? line.versions[0]
}
