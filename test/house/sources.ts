import fs from 'node:fs'
import path from 'node:path'

/** One file of ours: its place in the repository, its text, and the files of ours that it imports. */
export type Source = { place: string; text: string; imports: Import[] }
export type Import = { target: string; written: string; typeOnly: boolean }

export const root = path.resolve(import.meta.dirname, '../..')
const roots = ['kernel', 'capabilities', 'platform', 'web', 'start', 'test', 'bench', 'chaos', 'tools']

/** Every TypeScript and JavaScript file of the repository. */
export function readSources(): Source[] {
  return roots
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .map((name) => path.join(folder, name)),
    )
    .filter((place) => /\.(ts|tsx|mjs)$/.test(place))
    .map((place) => {
      const text = fs.readFileSync(path.join(root, place), 'utf8')
      return { place, text, imports: importsOf(place, text) }
    })
}

const statement = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g

/** The imports in a text that lead to files of ours, dynamic ones included. */
export function importsOf(place: string, text: string): Import[] {
  return [...text.matchAll(statement)].flatMap((match) => {
    const written = match[2] ?? match[3]!
    if (written.startsWith('#')) return [{ target: written.slice(1), written, typeOnly: Boolean(match[1]) }]
    if (!written.startsWith('.')) return []
    return [{ target: path.join(path.dirname(place), written), written, typeOnly: Boolean(match[1]) }]
  })
}
