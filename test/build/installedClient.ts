import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { atEnd } from '#test/servers/ending.ts'

const root = path.resolve(import.meta.dirname, '../..')
const npm = ['--no-audit', '--no-fund', '--silent', '--offline', '--ignore-scripts']

/** An empty project into which the client was installed as whoever packs it hands it over; and a package of others beside. */
export function installedClient(beside: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-client-'))
  atEnd(async () => fs.rmSync(folder, { recursive: true }))
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "name": "integrator", "private": true, "type": "module" }')
  done(process.execPath, [path.join(root, 'client/build.ts')], root)
  done('npm', ['pack', '--pack-destination', folder, ...npm], path.join(root, 'client'))
  const [packed] = fs.globSync('*.tgz', { cwd: folder })
  done('npm', ['install', `./${packed}`, ...npm], folder)
  fs.symlinkSync(path.join(root, 'node_modules', beside), path.join(folder, 'node_modules', beside))
  return folder
}

/** What the compiler has to say of a program in a folder. */
export function complaints(folder: string, file: string): string {
  const settings = {
    compilerOptions: {
      target: 'esnext',
      module: 'nodenext',
      strict: true,
      noEmit: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      typeRoots: [path.join(root, 'node_modules/@types')],
      types: ['node'],
    },
    files: [file],
  }
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout
}

function done(command: string, args: string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stdout}${stderr}`)
}
