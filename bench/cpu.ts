import fs from 'node:fs'

/** CPU seconds that processes have used so far, by what they are for. */
export type Used = { server: number; 'event store': number; postgres: number }

const ticks = 100 // a second, on every Linux of today

/** What a server and the stores under it have used: all its descendants. Nothing where there is no `/proc`. */
export function cpuOf(server: number): Used {
  const used: Used = { server: 0, 'event store': 0, postgres: 0 }
  for (const { pid, seconds } of descendants(server)) {
    used[pid === server ? 'server' : commandOf(pid).includes('events/host') ? 'event store' : 'postgres'] += seconds
  }
  return used
}

function commandOf(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return '' // it ended meanwhile: a connection of the database
  }
}

/** Millionths of a CPU second for each of some rows; `each` is what a row is called. */
export function cpuPerRow(before: Used, after: Used, rows: number, each = 'an event'): string {
  const parts = (Object.keys(before) as (keyof Used)[]).map((part) => ({
    part,
    micros: Math.round(((after[part] - before[part]) / rows) * 1e6),
  }))
  const sum = parts.reduce((total, { micros }) => total + micros, 0)
  return `${sum} µs of CPU ${each} (${parts.map(({ part, micros }) => `${part} ${micros}`).join(', ')})`
}

type Process = { pid: number; parent: number; seconds: number }

function descendants(root: number): Process[] {
  const all = processes()
  const found = all.filter(({ pid }) => pid === root)
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid))
  return found
}

function processes(): Process[] {
  if (!fs.existsSync('/proc/self/stat')) return []
  return fs.readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // Backends that ended are in what their parent has waited for (cutime, cstime).
      const seconds = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0) / ticks
      return [{ pid: Number(name), parent: Number(fields[1]), seconds }]
    } catch {
      return [] // it ended meanwhile
    }
  })
}
