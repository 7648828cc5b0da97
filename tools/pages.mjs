import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { root, run, runtime } from './runtime.mjs'
import { giveUp, say } from './say.mjs'

const sources = [
  'index.html',
  'portal.html',
  'vite.config.ts',
  'package-lock.json',
  'kernel',
  'capabilities',
  'web',
  'start/web',
  'start/portal',
]
const built = path.join(root, 'build', 'web')
const note = path.join(root, 'build', 'web.sources')

/** Builds the web application, unless what is built was built from these very sources. */
export async function ensurePages() {
  const digest = digestOf(sources)
  if (fs.existsSync(path.join(built, 'index.html')) && read(note) === digest) return
  say('画面を組み立てています…', 'Building the pages…')
  fs.rmSync(note, { force: true })
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const code = await run(runtime(), [vite, 'build', '--logLevel', 'warn', '--outDir', built, '--emptyOutDir'])
  if (code !== 0) {
    giveUp(
      `画面を組み立てられませんでした（終了コード ${code}）。`,
      `The pages could not be built (exit code ${code}).`,
    )
  }
  fs.writeFileSync(note, digest)
}

/** Of all that a browser may import; servers and tests change without the pages changing. */
function digestOf(places) {
  const hash = createHash('sha256')
  const visit = (place) => {
    const found = fs.statSync(path.join(root, place), { throwIfNoEntry: false })
    if (!found) return
    if (found.isDirectory()) {
      const names = fs.readdirSync(path.join(root, place)).sort()
      for (const name of names) if (name !== 'server') visit(`${place}/${name}`)
    } else if (!/\.test\.tsx?$/.test(place)) {
      hash.update(`${place}\0`).update(fs.readFileSync(path.join(root, place)))
    }
  }
  places.forEach(visit)
  return hash.digest('hex')
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
