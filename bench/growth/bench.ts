import { asProduct } from '../asProduct.ts'
import type { Figure } from '../figure.ts'

const most = Number(process.env['BENCH_ACCOUNTS'] ?? 100_000)

/**
 * P9: how the turn of a day (P3) grows when there are twice the customers, contacts, prices and uses: the seconds of the larger
 * by those of the smaller, each the better of two turns. The floor is the growth of the same reckoning by hand, which may grow
 * as it likes. One customer must cost what it cost among half as many (± 10 %).
 */
export async function bench(): Promise<Figure> {
  const half = await turned(most / 2)
  const whole = await turned(most)
  const [figure, floor] = [whole.figure / half.figure, whole.floor / half.floor]
  const single = whole.single / half.single
  console.error(`one customer: ${round(half.single)} ms, then ${round(whole.single)} ms`)
  return {
    name: 'P9',
    ratio: round(floor / figure),
    figure: round(figure),
    unit: 'times as long',
    floor: round(floor),
    rows: most,
    seconds: round(whole.figure + half.figure),
    floorIsPeer: true,
    ok: single <= 1.1,
    besides: `one customer ${round(single)} times (goal: 1.1)`,
  }
}

type Turned = Figure & { single: number }

async function turned(accounts: number): Promise<Turned> {
  process.env['BENCH_ACCOUNTS'] = String(accounts)
  return (await asProduct(new URL('./turning.ts', import.meta.url))) as Turned
}

const round = (value: number) => Math.round(value * 1000) / 1000
