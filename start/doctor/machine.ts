import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { nextStanding, reserveBytes } from '#capabilities/limits/core/disk.ts'
import { lastBackup } from '../lastBackup.ts'
import { version } from '../version.ts'
import { type Finding, finding } from './finding.ts'

const gigabyte = 1024 ** 3

/** Versions, disk, rights, backups, memory, open files and the time zone: what is known without a database. */
export function machineFindings(data: string, now: Date): Finding[] {
  const versions = `Banso ${version}, Node ${process.versions.node}, ${process.platform}-${process.arch}`
  return [
    finding('versions', 'good', { ja: versions, en: versions }),
    ...(fs.existsSync(data) ? [disk(data), rights(data), backups(data, now)] : [noData(data)]),
    memory(),
    ...openFiles(),
    timeZone(),
  ]
}

function noData(data: string): Finding {
  return finding('data', 'fault', {
    ja: `データの置き場所がありません: ${data}。--data で指定してください。`,
    en: `There is no such data directory: ${data}. Name it with --data.`,
  })
}

function disk(data: string): Finding {
  const { bavail, bsize, blocks } = fs.statfsSync(data)
  const [free, share] = [bavail * bsize, bavail / blocks]
  const room = `${Math.round((free / gigabyte) * 10) / 10} GB`
  const reserve = fs.statSync(path.join(data, 'reserve'), { throwIfNoEntry: false })?.size === reserveBytes
  const { taking } = nextStanding({ taking: 'all', reserve }, { free, writable: true })
  if (taking !== 'all') return fullDisk(data, room, reserve)
  const state = free < gigabyte / 2 ? 'fault' : free < 5 * gigabyte || share < 0.05 ? 'notice' : 'good'
  const after = {
    good: { ja: '', en: '' },
    notice: { ja: '。少なくなっています', en: ': little' },
    fault: { ja: '。まもなく書き込めなくなります。空きを作ってください', en: ': writing will fail soon. Free some' },
  }[state]
  return finding('disk', state, {
    ja: `ディスクの空き ${room}（${data}）${after.ja}。`,
    en: `${room} of disk free (${data})${after.en}.`,
  })
}

function fullDisk(data: string, room: string, reserve: boolean): Finding {
  return finding('disk', 'fault', {
    ja: `ディスクの空き ${room}（${data}）。新しいデータを断っています${reserve ? '' : '（非常用の空きも使い切りました）'}。空きを作ると自動で元に戻ります。`,
    en: `${room} of disk free (${data}): what grows is refused${reserve ? '' : ', and the reserve is used up'}. Free some; it goes on by itself.`,
  })
}

function rights(data: string): Finding {
  const { mode, uid } = fs.statSync(data)
  const open = (mode & 0o077) !== 0
  const foreign = process.getuid !== undefined && uid !== process.getuid() && process.getuid() !== 0
  if (foreign)
    return finding('rights', 'fault', {
      ja: `${data} は別のユーザーのものです。Banso を起動するユーザーで点検してください。`,
      en: `${data} belongs to another user. Look as the user that runs Banso.`,
    })
  const octal = (mode & 0o777).toString(8)
  return open
    ? finding('rights', 'notice', {
        ja: `${data} を他のユーザーが読めます（${octal}）。chmod 700 で閉じてください。`,
        en: `Other users can get into ${data} (${octal}). Close it with chmod 700.`,
      })
    : finding('rights', 'good', { ja: `データの置き場所の権限 ${octal}。`, en: `Data directory's rights ${octal}.` })
}

const stale = 26 // hours: a daily backup that was not made

function backups(data: string, now: Date): Finding {
  const last = process.env['DATABASE_URL'] ? undefined : lastBackup(data)
  if (last === undefined)
    return finding('backup', 'notice', {
      ja: 'データベースの控えは、外部の PostgreSQL の道具で作られているか確かめてください。',
      en: 'See that the external PostgreSQL is backed up by its own tools.',
    })
  if (last === null)
    return finding('backup', 'notice', {
      ja: '控えがまだありません。banso backup DIR --every 1d で定期的に作れます。',
      en: 'There is no backup yet. banso backup DIR --every 1d makes one every day.',
    })
  const hours = Math.floor((now.getTime() - Date.parse(last.madeAt)) / 3_600_000)
  const gone = !fs.existsSync(last.file)
  const state = hours >= stale || gone ? 'notice' : 'good'
  return finding('backup', state, {
    ja: `最新の控えは ${hours} 時間前（${last.file}${gone ? '、いまはその場所にありません' : ''}）。`,
    en: `The newest backup is ${hours} hours old (${last.file}${gone ? ', not there any more' : ''}).`,
  })
}

function memory(): Finding {
  const total = os.totalmem() / gigabyte
  const state = total < 2 ? 'fault' : total < 4 ? 'notice' : 'good'
  const text = `${Math.round(total * 10) / 10} GB`
  const cores = os.availableParallelism()
  return finding('memory', state, {
    ja: `メモリ ${text}、CPU ${cores}${state === 'good' ? '' : '（4 GB 以上を勧めます）'}。`,
    en: `${text} of memory, ${cores} processors${state === 'good' ? '' : ' (4 GB or more are advised)'}.`,
  })
}

const filesWanted = 4096

function openFiles(): Finding[] {
  if (process.platform !== 'linux') return []
  const [, soft = ''] = /^Max open files\s+(\S+)/m.exec(fs.readFileSync('/proc/self/limits', 'utf8')) ?? []
  const few = soft !== 'unlimited' && Number(soft) < filesWanted
  return [
    finding('limits', few ? 'notice' : 'good', {
      ja: `同時に開けるファイル ${soft}${few ? `（${filesWanted} 以上を勧めます: ulimit -n）` : ''}。`,
      en: `Open files at most ${soft}${few ? ` (${filesWanted} or more are advised: ulimit -n)` : ''}.`,
    }),
  ]
}

function timeZone(): Finding {
  const { timeZone: zone } = new Intl.DateTimeFormat('en').resolvedOptions()
  return finding('time_zone', 'good', {
    ja: `このマシンのタイムゾーン ${zone}（日付の計算には各ワークスペースのものを使います）。`,
    en: `This machine's time zone is ${zone} (days are those of each workspace).`,
  })
}
