import { buffer } from 'node:stream/consumers'
import { isAsNamed } from '#kernel/fileKind.ts'
import type { FileKey, Files } from './files.ts'

const end = 64 * 1024

/** Whether stored bytes are of the kind that the file's own name says. */
export async function isStoredAsNamed(files: Files, key: FileKey, name: string): Promise<boolean> {
  const size = await files.size(key)
  const [head, tail] = [await files.head(key, end), await buffer(await files.read(key, Math.max(0, size - end)))]
  return isAsNamed(name, { head, tail })
}
