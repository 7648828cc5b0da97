// Completes package-lock.json, so that `npm ci` passes where a registry lacks packages for foreign platforms: npm
// leaves such packages out of the lock, and then refuses the lock for want of them. Run after every change of it.
import fs from 'node:fs'

const systems = ['darwin', 'win32', 'android', 'freebsd', 'openharmony', 'netbsd', 'openbsd', 'sunos', 'aix', 'linux']
const processors = ['arm64', 'x64', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'ia32', 'mips64el', 'wasm32']

/** Adds an entry for every optional dependency that has none, and removes addresses of registries. */
export function completeLock(lock) {
  const { packages } = lock
  for (const entry of Object.values(packages)) if (!entry.link) delete entry.resolved
  for (const { from, name, version } of missingIn(packages)) {
    packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(packages[from].dev ? { dev: true } : {}),
      optional: true,
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...lock, packages: Object.fromEntries(sorted) }
}

/** The optional dependencies that a lock file names and does not describe. */
export function missingIn(packages) {
  return Object.entries(packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !resolves(packages, from, name))
      .map(([name, version]) => ({ from, name, version })),
  )
}

function resolves(packages, from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(place.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${place && `${place}/`}node_modules/${name}`]) return true
    if (!place) return false
  }
}

function platformOf(name) {
  const words = name.split(/[/-]/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor)).slice(0, 1)
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : []
  return {
    ...(cpu.length ? { cpu } : {}),
    ...(os.length ? { os: os.slice(0, 1) } : {}),
    ...(libc.length ? { libc } : {}),
  }
}

if (process.argv[1] === import.meta.filename) {
  const file = new URL('../package-lock.json', import.meta.url)
  const lock = JSON.parse(fs.readFileSync(file, 'utf8'))
  const missing = missingIn(lock.packages).length
  fs.writeFileSync(file, `${JSON.stringify(completeLock(lock), null, 2)}\n`)
  console.log(`package-lock.json: ${missing} entries added`)
}
