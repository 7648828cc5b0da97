import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { importFile, type ImportFileOptions } from '#capabilities/connect/server/index.ts'
import type { ImportParts } from '#capabilities/connect/server/parts.ts'
import { uuidV7, type WorkspaceId } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'
import { diskFiles } from '#platform/files/diskFiles.ts'
import { imports } from '#start/catalogue.ts'
import { atEnd } from '#test/servers/ending.ts'

/** What imports work with, on a test's own database: all kinds of the product, files in a folder that goes with the tests. */
export async function importParts(database: Database): Promise<ImportParts> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-imports-'))
  atEnd(() => rm(directory, { recursive: true, force: true }))
  return {
    database,
    files: await diskFiles(directory),
    live: { publish: async () => {} },
    now: () => new Date(),
    newId: (() => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))) as ImportParts['newId'],
    catalogue: imports,
  }
}

/** Imports the text of a file as the command line does, and tells what became of it. */
export function textImporter(parts: ImportParts, workspaceId: WorkspaceId) {
  return async (text: string, more: Omit<Partial<ImportFileOptions>, 'file' | 'workspaceId'> = {}) => {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-text-'))
    const file = path.join(directory, 'file.csv')
    await writeFile(file, text)
    const { import: done, issues } = await importFile(parts, { file, workspaceId, ...more })
    await rm(directory, { recursive: true })
    const { created, changed, same, rejected } = done.counts!
    return {
      counts: { created, changed, same, rejected },
      issues: issues.map(({ line, column, rule, value }) => ({ line, column, rule, value })),
    }
  }
}
