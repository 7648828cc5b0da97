/** What one can go back to and forward to. `tag` names what was changed last: more of the same is one step. */
export type History<State> = {
  readonly past: readonly State[]
  readonly now: State
  readonly future: readonly State[]
  readonly tag: string | null
}

const mostKept = 200

export function historyOf<State>(now: State): History<State> {
  return { past: [], now, future: [], tag: null }
}

/** A change. One with the same tag as the one before belongs to it: they are taken back together. */
export function changed<State>(history: History<State>, next: State, tag: string | null): History<State> {
  if (next === history.now) return history
  const isMore = tag !== null && tag === history.tag
  const past = isMore ? history.past : [...history.past, history.now].slice(-mostKept)
  return { past, now: next, future: [], tag }
}

export function undone<State>(history: History<State>): History<State> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], tag: null }
}

export function redone<State>(history: History<State>): History<State> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.now], now: next, future, tag: null }
}

/** Whatever comes next is a step of its own. */
export function settled<State>(history: History<State>): History<State> {
  return history.tag === null ? history : { ...history, tag: null }
}
