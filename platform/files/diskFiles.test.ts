import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { diskFiles } from './diskFiles.ts'
import { FileMissing, FileTooLarge } from './files.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'banso-files-'))
})
afterEach(() => rm(directory, { recursive: true }))

test('what was saved is read again, from the start or from a place in it', async () => {
  const files = await diskFiles(directory)
  const { key, size } = await files.save(Readable.from([Buffer.from('顧客名,'), Buffer.from('契約')]), 100)
  expect(size).toBe(16)
  expect((await buffer(await files.read(key))).toString()).toBe('顧客名,契約')
  expect((await buffer(await files.read(key, 10))).toString()).toBe('契約')
  expect((await files.head(key, 9)).toString()).toBe('顧客名')
  expect(await files.size(key)).toBe(16)
})

test('a file that is too long, or breaks off, leaves nothing behind', async () => {
  const files = await diskFiles(directory)
  await expect(files.save(Readable.from([Buffer.alloc(11)]), 10)).rejects.toThrow(FileTooLarge)
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(5)
      throw new Error('the connection broke')
    })(),
  )
  await expect(files.save(broken, 10)).rejects.toThrow('the connection broke')
  expect(await readdir(directory)).toEqual([])
})

test('a key opens nothing outside the folder, and removing twice is no error', async () => {
  const files = await diskFiles(directory)
  const { key } = await files.save(Readable.from([Buffer.from('x')]), 10)
  await files.remove(key)
  await files.remove(key)
  await expect(files.read(key)).rejects.toThrow(FileMissing)
  await expect(files.read('../../etc/passwd')).rejects.toThrow(FileMissing)
})
