import { type ChildProcess, fork } from 'node:child_process'
import type { Figure } from '../figure.ts'
import { productFlags } from '../productFlags.ts'

const most = Number(process.env['BENCH_ACCOUNTS'] ?? 100_000)
const rounds = 10

/** What a size tells when its turns are done, and then of every round of single customers (ms each). */
export type Told = { turn: number; floor: number } | { singles: readonly number[] }

/**
 * P9: how the turn of a day (P3) grows when there are twice the customers, contacts, prices and uses: the seconds of the larger
 * by those of the smaller, each the better of two turns. The floor is the growth of the same reckoning by hand, which may grow
 * as it likes. One customer must cost what it cost among half as many (± 10 %): asked of both sizes in turn, for what a
 * machine gives differs from minute to minute by more than that.
 */
export async function bench(): Promise<Figure> {
  const half = await sized(most / 2)
  const whole = await sized(most)
  const singles: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    singles[0].push(...(await half.singles(round)))
    singles[1].push(...(await whole.singles(round)))
  }
  await Promise.all([half.stop(), whole.stop()])
  const [figure, floor] = [whole.turn / half.turn, whole.floor / half.floor]
  const [one, oneOfTwice] = [middleOf(singles[0]), middleOf(singles[1])]
  console.error(`one customer: ${round(one)} ms, among twice as many ${round(oneOfTwice)} ms`)
  return {
    name: 'P9',
    ratio: round(floor / figure),
    figure: round(figure),
    unit: 'times as long',
    floor: round(floor),
    rows: most,
    seconds: round(whole.turn + half.turn),
    floorIsPeer: true,
    ok: oneOfTwice / one <= 1.1,
    besides: `one customer ${round(oneOfTwice / one)} times (goal: 1.1)`,
  }
}

/** A workspace of some size in a process of its own, as `npm start` would run it; its stores stay open until `stop`. */
async function sized(accounts: number) {
  const env = { ...process.env, BENCH_ACCOUNTS: String(accounts) }
  const child = fork(new URL('./turning.ts', import.meta.url), { execArgv: productFlags, env })
  const told = (await heard(child)) as { turn: number; floor: number }
  return {
    ...told,
    singles: async (round: number) => {
      const answer = heard(child)
      child.send(round)
      return ((await answer) as { singles: readonly number[] }).singles
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.send('stop')
      await gone
    },
  }
}

function heard(child: ChildProcess): Promise<Told> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a size ended without a figure (${code})`))
    child.once('exit', ended)
    child.once('message', (told) => {
      child.off('exit', ended)
      resolve(told as Told)
    })
  })
}

const middleOf = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!
const round = (value: number) => Math.round(value * 1000) / 1000
