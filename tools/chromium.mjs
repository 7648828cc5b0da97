import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root, run, runtime } from './runtime.mjs'
import { say } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/**
 * A Chromium for the browser tests: the one named by CHROMIUM, one that is there, Debian's where it can be installed,
 * or else the one that npm carries. Null where none of these runs.
 */
export async function findChromium() {
  return process.env.CHROMIUM || installed() || (await fromDebian()) || fromNpm()
}

function installed() {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(runs) ?? null
}

function runs(program) {
  return fs.existsSync(program) && spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return null
  say('Chromium を導入しています…', 'Installing Chromium…')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const quietly = { env, stdio: ['ignore', 'ignore', 'inherit'] }
  await run('apt-get', ['-qq', 'update'], quietly)
  await run('apt-get', ['-qq', '-y', '--no-install-recommends', 'install', 'chromium', 'fonts-noto-cjk'], quietly)
  return installed()
}

// Unpacked once, with the libraries that it needs and a bare system lacks, beside a script that starts it with them.
function fromNpm() {
  const folder = path.join(root, 'node_modules', '.cache', 'chromium')
  const script = path.join(folder, 'start')
  if (runs(script)) return script
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  const unpack = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`
  // It takes its folder from TMPDIR, and unpacks the libraries where it believes to be in the cloud they were made for.
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
  spawnSync(runtime(), ['--input-type=module', '-e', unpack], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const lines = [
    '#!/bin/sh',
    'here=$(dirname "$0")',
    'export LD_LIBRARY_PATH="$here/al2023/lib" FONTCONFIG_PATH="$here/fonts"',
    'exec "$here/chromium" "$@"',
  ]
  fs.writeFileSync(script, `${lines.join('\n')}\n`, { mode: 0o755 })
  return runs(script) ? script : null
}
