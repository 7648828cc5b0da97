import fs from 'node:fs'
import path from 'node:path'
import { root, run, runtime } from './runtime.mjs'
import { giveUp, say } from './say.mjs'

/** Installs the dependencies exactly as package-lock.json names them, unless they are there already. */
export async function ensureInstalled({ development }) {
  if (runtime() && isInstalled(development)) return
  say('必要なものを準備しています（初回のみ 1〜2 分）…', 'Installing what is needed (once, a minute or two)…')
  // npm may be running this very script with the Node inside node_modules, which is about to be replaced.
  const node = process.env.npm_node_execpath ?? process.execPath
  const npm = process.env.npm_execpath
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...(development ? [] : ['--omit=dev'])]
  const env = { ...process.env, NODE_ENV: development ? 'development' : 'production' }
  const code = npm ? await run(node, [npm, ...args], { env }) : await run('npm', args, { env })
  if (code !== 0) {
    giveUp(
      `npm ci に失敗しました（終了コード ${code}）。ネットワークとディスクの空きを確かめて、もう一度実行してください。`,
      `npm ci failed with exit code ${code}. Check the network and the free disk space, then run this again.`,
    )
  }
}

/** npm notes what it has installed; that note is compared with what the lock file wants here. */
function isInstalled(development) {
  const has = packagesIn('node_modules/.package-lock.json')
  if (!has) return false
  return Object.entries(packagesIn('package-lock.json')).every(([place, wanted]) => {
    if (!place || wanted.optional || (wanted.dev && !development)) return true
    return has[place]?.version === wanted.version && has[place]?.integrity === wanted.integrity
  })
}

function packagesIn(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages
  } catch {
    return null
  }
}
