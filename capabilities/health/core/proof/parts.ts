import type { AccountId } from '#kernel/id.ts'
import { type Losses, lossAfter, type Shown } from './backTest.ts'
import { type Followed, type Said, unsaid, type Verdict, verdictOf, type Worth, worstFirst, worthOf } from './points.ts'

/** One part of what was judged, and what points were worth there. */
export type Part = { readonly key: string | null; readonly verdict: Verdict | null } & Worth

/** Parts told at most; what is rarer stands together under `others`. */
const mostParts = 20

export const others = '…'

/** Whose scores those were, and whether the loss followed within `horizon` days. */
export function followedBy(shown: readonly Shown[], losses: Losses, horizon: number): Followed {
  const numbers = new Map<AccountId, number>()
  const account = Int32Array.from(shown, (one) => {
    const number = numbers.get(one.account) ?? numbers.size
    numbers.set(one.account, number)
    return number
  })
  return { account, lost: Uint8Array.from(shown, (one) => (lossAfter(losses, one, horizon) === null ? 0 : 1)) }
}

/** Scores as columns. */
export const scoresOf = (shown: readonly Shown[]): Said => Uint8Array.from(shown, ({ score }) => score ?? unsaid)

/** What scores were worth for customers of one kind and another; `kindsOf` tells the kinds of a row. */
export function partsByKind(
  { followed, said }: { followed: Followed; said: Said },
  kindsOf: (row: number) => readonly (string | null)[],
): Part[] {
  const rows = new Map<string | null, number[]>()
  const put = (kind: string | null, row: number) => {
    const own = rows.get(kind)
    if (own) own.push(row)
    else rows.set(kind, [row])
  }
  for (let row = 0; row < said.length; row++) for (const kind of kindsOf(row)) put(kind, row)
  const bySize = [...rows].sort(([, a], [, b]) => b.length - a.length)
  const rare = bySize.splice(mostParts).flatMap(([, own]) => own)
  const kinds = rare.length > 0 ? [...bySize, [others, [...new Set(rare)]] as const] : bySize
  return kinds.map(([kind, own]) => partOf(kind, worthOf(followed, said, Int32Array.from(own)))).sort(worstFirst)
}

/** What each measure was worth by itself: its points, where it took part. */
export function partsByMeasure(followed: Followed, measures: ReadonlyMap<string, Said>): Part[] {
  const all = Int32Array.from(followed.lost, (_, row) => row)
  return [...measures].map(([key, said]) => partOf(key, worthOf(followed, said, all))).sort(worstFirst)
}

function partOf(key: string | null, worth: Worth): Part {
  return { key, verdict: worth.discrimination && verdictOf(worth.discrimination), ...worth }
}
