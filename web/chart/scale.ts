/** A point of a series: what it is called (a day), and its value; null is a gap. */
export type Point = { label: string; value: number | null }

/** Round steps for an axis from 0 (or the least value below) to at least `max`: about `count` of them. */
export function ticks(min: number, max: number, count = 4): number[] {
  const low = Math.min(0, min)
  const span = Math.max(max - low, 1e-9)
  const rough = span / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((nice) => nice * power >= rough) ?? 10) * power
  const first = Math.floor(low / step) * step
  const out: number[] = []
  for (let at = first; at < max + step * 0.999 || out.length < 2; at += step) out.push(Math.round(at * 1e9) / 1e9)
  return out
}

/** The path of a line through points of a box; gaps lift the pen, and a point between two of them is a dot. */
export function linePath(
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  let path = ''
  let down = false
  for (const [at, value] of values.entries()) {
    if (value === null) down = false
    else {
      const alone = !down && (values[at + 1] ?? null) === null
      path += `${down ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}${alone ? 'h0' : ''}`
      down = true
    }
  }
  return path
}

/** Room in px to the left of an axis for its labels: figures are narrow, Japanese characters are not. */
export function axisRoom(labels: readonly string[]): number {
  const width = (text: string) =>
    Array.from(text, (char) => (char > '\u2e80' ? 11 : 6.6)).reduce((sum, one) => sum + one, 0)
  return Math.ceil(Math.max(40, ...labels.map((label) => width(label) + 10)))
}
