/** Lets so many in at once; the others wait in a row. Entering answers with the word to leave by. */
export type Gate = { enter: () => Promise<() => void> }

type Inside = { since: number; leave: () => void }

/**
 * A gate for work that shares a few processors: what runs side by side beyond their number takes time from each other
 * and is all done later. Who has been inside for `patience` ms no longer counts, so that long work (an export) keeps
 * nobody out, nor does work that waits for other work of its own.
 */
export function makeGate(places: number, patience: number): Gate {
  const inside = new Set<Inside>() // the longest inside comes first
  const waiting: ((leave: () => void) => void)[] = []
  let timer: NodeJS.Timeout | undefined

  const letIn = (): (() => void) => {
    const one: Inside = {
      since: performance.now(),
      leave: () => {
        if (inside.delete(one)) admit()
      },
    }
    inside.add(one)
    return one.leave
  }
  const admit = () => {
    while (waiting.length > 0 && inside.size < places) waiting.shift()!(letIn())
    if (waiting.length > 0) timer ??= setTimeout(passOver, patience)
  }
  const passOver = () => {
    timer = undefined
    for (const one of inside) {
      if (performance.now() - one.since < patience) break
      inside.delete(one)
    }
    admit()
  }
  return {
    enter: () => {
      if (inside.size < places && waiting.length === 0) return Promise.resolve(letIn())
      return new Promise((resolve) => {
        waiting.push(resolve)
        admit()
      })
    },
  }
}
