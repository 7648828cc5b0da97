import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { holdLog, releaseLog } from '#platform/backup/follow.ts'
import { lsnText } from '#platform/backup/lsn.ts'
import { newSalt } from '#platform/backup/sealedFile.ts'
import { openSession } from '#platform/backup/session.ts'
import { readPostmaster } from '#platform/database/embedded/postmaster.ts'
import { serverAt } from '#platform/database/embeddedServer.ts'
import { StartRefused } from '#platform/startRefused.ts'
import type { BackupCommand } from './backupOptions.ts'
import { noteErasures } from './erasuresBeside.ts'
import { noteRules } from './rulesBeside.ts'
import { type Followed, follow, followedFrom, goesOn, newestFollowed, slotFor } from './followed.ts'
import { noteBackup } from './lastBackup.ts'
import { backupsIn, dropOld, makeBackup } from './makeBackup.ts'
import { holdDataDirectory } from './onlyInstance.ts'
import { tellFailure } from './speak.ts'

const pace = 10_000 // ms between pieces: far below the minute that may be lost at the most
const again = 60_000 // ms until a backup that failed is tried again

/**
 * `banso backup DIR --follow`: a backup, and then every few seconds a sealed piece of PostgreSQL's log with what was uploaded
 * meanwhile, so that a restore comes back to a moment just before the loss. Works beside a running Banso, and waits for one.
 */
export async function followBackup(command: BackupCommand, passphrase: string, signal: AbortSignal): Promise<number> {
  const { data, place, every } = command
  fs.mkdirSync(place, { recursive: true, mode: 0o700 })
  const hold = await holdDataDirectory(place)
  const given = { data, passphrase, salt: newSalt(), signal }
  const slot = slotFor(fs.realpathSync(place))
  let followed: Followed | null = await newestFollowed(backupsIn(place), passphrase)
  let [tryAt, told] = [0, '']
  let making: Promise<void> | null = null
  const begin = async () => {
    tryAt = Date.now() + again
    try {
      followed = followedFrom(await makeBackup(command, passphrase, signal))
    } catch (error) {
      if (!signal.aborted) tellFailure(error)
    }
    making = null
  }
  while (!signal.aborted) {
    const next = Date.now() + pace
    try {
      await using client = await sessionBeside(data)
      const held = await holdLog(client, slot)
      if (followed && !goesOn(followed, held)) followed = null
      const due = !followed || Date.now() - followed.madeAt >= (every ?? day)
      if (due && !making && Date.now() >= tryAt) making = begin()
      if (followed) {
        const one: Followed = await follow(followed, held, client, given)
        // A backup that was done meanwhile is what is followed from now on.
        if (followed.file === one.file) followed = one
        if (!making) await releaseLog(client, slot, lsnText(followed.next))
        noteBackup(data, { file: one.file, madeAt: new Date(one.at).toISOString() })
        await noteErasures(adminBeside(data), one.file)
        await noteRules(adminBeside(data), one.file)
        dropOld(command)
      }
      told = ''
    } catch (error) {
      if (!signal.aborted && String(error) !== told) tellFailure(error) // it goes on by itself, and says so once
      told = String(error)
    }
    const pause = wait(Math.max(0, next - Date.now()), undefined, { signal }).catch(() => {})
    await (followed || !making ? pause : Promise.race([pause, making]))
  }
  await making
  await hold.release()
  return 0
}

const day = 86_400_000 // ms

function adminBeside(data: string) {
  const running = readPostmaster(path.join(fs.realpathSync(data), 'postgres'))
  if (running?.state === 'ready') return serverAt(running.socketDirectory).admin('banso')
  throw new StartRefused({
    ja: `${data} の Banso は起動していません。起動するまで待ちます。`,
    en: `The Banso of ${data} does not run. Waiting until it does.`,
  })
}

const sessionBeside = (data: string) => openSession(adminBeside(data))
