import { randomBytes } from 'node:crypto'
import { open, rm, stat } from 'node:fs/promises'
import path from 'node:path'

const chunk = 1024 * 1024

/** Space on a disk that is kept for when there is none left: a file without meaning, which can be removed. */
export type Reserve = {
  /** Whether it lies there whole. */
  lies: () => Promise<boolean>
  lay: () => Promise<void>
  giveFree: () => Promise<void>
}

/** The reserve of so many bytes in a folder. */
export function reserveIn(directory: string, bytes: number): Reserve {
  const file = path.join(directory, 'reserve')
  const giveFree = () => rm(file, { force: true })
  return {
    lies: () =>
      stat(file).then(
        ({ size }) => size === bytes,
        () => false,
      ),
    lay: async () => {
      await giveFree()
      const noise = randomBytes(chunk) // a file of zeros may take no room at all
      const handle = await open(file, 'wx', 0o600)
      try {
        for (let laid = 0; laid < bytes; laid += chunk) await handle.writeFile(noise)
        await handle.sync()
      } catch (error) {
        await giveFree()
        throw error
      } finally {
        await handle.close()
      }
    },
    giveFree,
  }
}
