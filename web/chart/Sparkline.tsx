import { linePath } from './scale.ts'

/** The course of a figure in the height of a line of text. `label` says it in words. */
export function Sparkline({
  values,
  label,
  width = 72,
  height = 18,
  range,
}: {
  values: readonly (number | null)[]
  label: string
  width?: number
  height?: number
  /** The lowest and highest value of the scale; the values' own where left out. */
  range?: readonly [number, number]
}) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return <span className="quiet">—</span>
  const [low, high] = range ?? [Math.min(...known), Math.max(...known)]
  const span = Math.max(high - low, 1e-9)
  const x = (at: number) => 1.5 + (at / (values.length - 1)) * (width - 5)
  const y = (value: number) => (high === low ? height / 2 : 2 + (1 - (value - low) / span) * (height - 4))
  const lastAt = values.findLastIndex((value) => value !== null)
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      style={{ display: 'block', flex: 'none' }}
    >
      <path
        d={linePath(values, x, y)}
        fill="none"
        stroke="var(--brand)"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={x(lastAt)} cy={y(values[lastAt] ?? 0)} r={2} fill="var(--brand)" />
    </svg>
  )
}
